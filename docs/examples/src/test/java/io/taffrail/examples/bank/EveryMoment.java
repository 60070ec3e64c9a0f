/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A bank whose process dies at one moment, and its successor finishes the work: for every moment there is. Called in the world
 * of a {@link CrashingBank}.
 */
final class EveryMoment implements BiFunction<Path, Long, String> {
    private static final long REQUESTS = 6;

    EveryMoment() {}

    /** What was wrong after a death at some moment, or null. */
    @Override
    public String apply(final Path directory, final Long seed) {
        final Path at = directory.resolve("whole");
        final int[] moments = {0};
        Moments.tell(() -> Directories.copy(at, directory.resolve("moment-" + ++moments[0])));
        new BankLife(at, new Random(seed)).live(seed, REQUESTS);
        Moments.tell(() -> {});
        for (int moment = 1; moment <= moments[0]; moment++) {
            final Path wreck = directory.resolve("moment-" + moment);
            final String problem = problemOf(wreck, seed);
            if (problem != null) {
                return "moment=" + moment + " of " + moments[0] + ": " + problem;
            }
            Directories.delete(wreck);
        }
        System.out.println("bank: died at each of moments=" + moments[0] + " seed=" + seed);
        return null;
    }

    private static String problemOf(final Path wreck, final long seed) {
        try {
            new BankLife(wreck, new Random(seed)).live(seed, REQUESTS);
            return BankHistory.audit(wreck, REQUESTS);
        } catch (final RuntimeException ex) {
            return "failed: " + ex;
        }
    }
}
