/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.function.Function;

/** Looks for the first seed that breaks a promise, and shrinks it; called in a mutant's world. */
final class ShrinkRun implements Function<Integer, String> {
    ShrinkRun() {}

    /** The script of what is left of it; null when none was broken within so many seeds. */
    @Override
    public String apply(final Integer seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            final Scenario found = Simulation.record(seed);
            if (found != null) {
                return Shrinker.shrink(found).toString();
            }
        }
        return null;
    }
}
