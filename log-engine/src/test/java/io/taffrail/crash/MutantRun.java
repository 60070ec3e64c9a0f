/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.testsupport.MutantLoader;
import java.util.function.BiFunction;

/** Explores one workload until a promise is broken; called in a {@link MutantLoader}'s world. */
final class MutantRun implements BiFunction<String, Integer, String> {
    private static final int PER_RUN = 100;
    private static final int SECOND_EVERY = 3;

    MutantRun() {}

    /** How the workload of this name broke a promise within so many images; null when it did not. */
    @Override
    public String apply(final String workload, final Integer images) {
        final CrashExplorer explorer = new CrashExplorer(SECOND_EVERY);
        long seed = 1;
        try {
            for (int runs = 0; explorer.distinct() < images && runs < images; runs++) {
                explorer.explore(Workload.valueOf(workload), seed++, PER_RUN);
            }
            return null;
        } catch (final BrokenPromise ex) {
            return "images=" + explorer.distinct() + " " + ex.getMessage();
        }
    }
}
