/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.SplittableRandom;

/** Chance from a seed: the same seed, the same run. */
final class SeededRandom implements Chance {
    private final long seed;
    private SplittableRandom random;

    SeededRandom(final long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What comes now depends on a step and on whose turn it is in it, and not on what was drawn before: so what is left out of
     * a run changes little of the rest.
     */
    void turn(final int step, final int whose) {
        final long mixed = (seed * 0x2545_F491_4F6C_DD1DL + step) * 0x9E6C_63D0_876A_68DFL + whose;
        random = new SplittableRandom((mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L);
    }

    @Override
    public long below(final long bound) {
        return random.nextLong(bound);
    }

    @Override
    public boolean oneIn(final int times) {
        return random.nextInt(times) == 0;
    }

    @Override
    public long applyAsLong(final long bound) {
        return below(bound);
    }
}
