/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/** All chance of a simulation: the same seed, the same run. */
final class SeededRandom implements LongUnaryOperator {
    private final SplittableRandom random;

    SeededRandom(final long seed) {
        random = new SplittableRandom(seed);
    }

    long below(final long bound) {
        return random.nextLong(bound);
    }

    boolean oneIn(final int times) {
        return random.nextInt(times) == 0;
    }

    @Override
    public long applyAsLong(final long bound) {
        return below(bound);
    }
}
