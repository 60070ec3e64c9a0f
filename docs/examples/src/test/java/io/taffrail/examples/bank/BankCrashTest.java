/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.taffrail.testsupport.MutantLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bank's total after any history of crashes. {@code -Dtaffrail.bank.histories=N} for more of them, {@code
 * -Dtaffrail.bank.seed=S} to begin with another one. What these tests do not find broken when it is they cannot vouch for, so
 * the bank is also broken on purpose.
 */
@Timeout(300)
class BankCrashTest {
    private static final int HISTORIES = Integer.getInteger("taffrail.bank.histories", 20);
    private static final long SEED = Long.getLong("taffrail.bank.seed", 1);
    private static final int MUTANT_HISTORIES = 40;

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    @Test
    void shouldHaveItsTotalWhereverItDies() throws Exception {
        assertNull(CrashingBank.run(CrashingBank.unchanged(), EveryMoment.class, directory, SEED));
    }

    @Test
    void shouldHaveItsTotalAfterAnyHistoryOfCrashes() throws Exception {
        assertNull(explore(CrashingBank.unchanged(), HISTORIES));
    }

    @ParameterizedTest
    @EnumSource(BankMutant.class)
    void shouldFindTheBug(final BankMutant mutant) throws Exception {
        final String found = explore(CrashingBank.with(mutant), MUTANT_HISTORIES);

        System.out.println("bank mutant " + mutant + ": " + found);
        assertNotNull(found, "survived " + MUTANT_HISTORIES + " histories");
    }

    /** The first problem of some histories, or null. */
    private String explore(final MutantLoader loader, final int histories) throws Exception {
        for (long seed = SEED; seed < SEED + histories; seed++) {
            final Path at = directory.resolve("history-" + seed);
            final String problem = CrashingBank.run(loader, BankHistory.class, at, seed);
            if (problem != null) {
                return "seed=" + seed + " " + problem;
            }
            Directories.delete(at);
        }
        return null;
    }
}
