/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.testsupport.MutantLoader;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Breaks the code on purpose, in one place at a time, and demands that the simulation finds it within the seeds it runs. */
class MutantsTest {
    private static final int UNCHANGED_SEEDS = 100;
    private static final int MIN_LESSONS = 10;
    private static final String ROW_WITH_LESSON = "\\| `[A-Z_]+` \\| [^|]+ \\| [^| ][^|]* \\| seeds[^|]* \\|";

    /** Where to begin with those that most seeds miss, so that this takes no longer than it must. */
    private static final Map<Mutant, Integer> FIRST_SEED =
            Map.of(Mutant.OLD_TERM_COMMITTED, 1_185, Mutant.OLD_VOTES_COUNTED, 368);

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void shouldFindTheBug(final Mutant mutant) throws Exception {
        final String found = run(mutant.loader(), FIRST_SEED.getOrDefault(mutant, 1), SimulationTest.DEFAULT_SEEDS);

        System.out.println("mutant " + mutant + ": " + found);
        assertNotNull(found, "survived " + SimulationTest.DEFAULT_SEEDS + " seeds");
    }

    @Test
    void shouldFindNothingInTheCodeAsItIs() throws Exception {
        assertNull(run(MutantLoader.unchanged(), 1, UNCHANGED_SEEDS));
    }

    @Test
    void shouldListEveryMutantInTheDocument() throws Exception {
        final String document = Files.readString(Mutant.root().resolve("docs").resolve("simulation.md"));

        for (final Mutant mutant : Mutant.values()) {
            assertTrue(document.contains("| `" + mutant + "` |"), mutant + " is not in docs/simulation.md");
        }
    }

    @Test
    void shouldLearnFromWhatBefellOthers() throws Exception {
        final String document = Files.readString(Mutant.root().resolve("docs").resolve("simulation.md"));

        final long lessons =
                document.lines().filter(line -> line.matches(ROW_WITH_LESSON)).count();

        assertTrue(lessons >= MIN_LESSONS, "mutants with a lesson: " + lessons);
    }

    private static String run(final MutantLoader loader, final int first, final int seeds) throws Exception {
        return Mutant.<BiFunction<Integer, Integer, String>>make(loader, MutantRun.class)
                .apply(first, seeds);
    }
}
