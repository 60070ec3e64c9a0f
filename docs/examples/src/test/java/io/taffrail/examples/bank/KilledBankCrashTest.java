/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.examples.CommandRun;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank's process is killed (SIGKILL) again and again. {@code -Dtaffrail.bank.kills=N} for more. */
class KilledBankCrashTest {
    private static final int KILLS = Integer.getInteger("taffrail.bank.kills", 4);

    @TempDir
    private Path directory;

    @Test
    void shouldHaveItsTotalWhereverItIsKilled() {
        final long seed = System.nanoTime();

        final CommandRun run = CommandRun.of(
                "bank", "--dir", directory, "--kills", KILLS, "--transfers", 2_000L * KILLS, "--seed", seed);

        System.out.println("killed banks: kills=" + KILLS + " seed=" + seed);
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(
                KILLS,
                Pattern.compile("was killed \\(SIGKILL\\) after [1-9]")
                        .matcher(run.out())
                        .results()
                        .count(),
                run::toString);
    }
}
