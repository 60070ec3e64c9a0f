/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.testsupport.MutantLoader;
import java.util.function.BiFunction;

/** Runs seeds until a promise is broken; called in a {@link MutantLoader}'s world. */
final class MutantRun implements BiFunction<Integer, Integer, String> {
    MutantRun() {}

    /** How a promise was broken in one of so many seeds, begun with the first and gone round; null when none was. */
    @Override
    public String apply(final Integer first, final Integer seeds) {
        for (int i = 0; i < seeds; i++) {
            try {
                Simulation.run(1 + (first - 1 + i) % seeds);
            } catch (final BrokenPromise ex) {
                return ex.getMessage();
            }
        }
        return null;
    }
}
