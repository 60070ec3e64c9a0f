/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.testsupport.MutantLoader;
import java.util.function.Function;

/** Runs seeds until a promise is broken; called in a {@link MutantLoader}'s world. */
final class MutantRun implements Function<Integer, String> {
    MutantRun() {}

    /** How a promise was broken within so many seeds; null when none was. */
    @Override
    public String apply(final Integer seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                Simulation.run(seed);
            } catch (final BrokenPromise | IllegalStateException ex) {
                return ex.getMessage();
            }
        }
        return null;
    }
}
