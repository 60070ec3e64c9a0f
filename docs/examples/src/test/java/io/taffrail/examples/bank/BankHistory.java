/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A bank whose process dies again and again at moments that a seed says, each time while it does something else; the last one
 * lives until all is decided. Called in the world of a {@link CrashingBank}.
 */
final class BankHistory implements BiFunction<Path, Long, String> {
    private static final int MAX_LIVES = 6;
    private static final int REQUESTS_PER_LIFE = 8;
    private static final int MAX_MOMENT_BITS = 9;

    BankHistory() {}

    /** What was wrong at the end, or null. */
    @Override
    public String apply(final Path directory, final Long seed) {
        final Random random = new Random(seed);
        final int lives = 1 + random.nextInt(MAX_LIVES);
        Path at = directory.resolve("life-0");
        try {
            for (int life = 1; life <= lives; life++) {
                final Path next = directory.resolve("life-" + life);
                final int deadly = 1 + random.nextInt(2 << random.nextInt(MAX_MOMENT_BITS)); // early ones often
                liveUntil(deadly, new BankLife(at, new Random(random.nextLong())), at, next, seed, life);
                at = Directories.exists(next) ? next : at;
            }
            new BankLife(at, random).live(seed, (long) REQUESTS_PER_LIFE * (lives + 1));
            return audit(at, (long) REQUESTS_PER_LIFE * (lives + 1));
        } catch (final RuntimeException ex) {
            return "failed: " + ex;
        } finally {
            Moments.tell(() -> {});
        }
    }

    private static void liveUntil(
            final int deadly, final BankLife bank, final Path at, final Path next, final long seed, final int life) {
        final int[] moments = {0};
        Moments.tell(() -> {
            if (++moments[0] == deadly) {
                Directories.copy(at, next);
                bank.die();
            }
        });
        bank.live(seed, (long) REQUESTS_PER_LIFE * life);
        Moments.tell(() -> {});
    }

    static String audit(final Path at, final long requests) {
        try (LogEngine engine = BankLife.open(at)) {
            final Audit audit = Audit.of(engine);
            if (!audit.problems().isEmpty()) {
                return String.join("; ", audit.problems());
            }
            if (audit.accounts() != BankLife.ACCOUNTS
                    || audit.total() != BankLife.ACCOUNTS * BankLife.DEPOSIT
                    || audit.decided() != requests) {
                return "accounts=" + audit.accounts() + " total=" + audit.total() + " decided=" + audit.decided()
                        + " of requests=" + requests;
            }
            return null;
        }
    }
}
