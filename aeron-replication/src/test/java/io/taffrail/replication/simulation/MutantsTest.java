/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.testsupport.MutantLoader;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Breaks the code on purpose, in one place at a time, and demands that the simulation finds it within the seeds it runs. */
class MutantsTest {
    private static final int UNCHANGED_SEEDS = 100;

    @ParameterizedTest
    @EnumSource(
            value = Mutant.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "OLD_TERM_COMMITTED") // see ExplorerMutantsTest
    void shouldFindTheBug(final Mutant mutant) throws Exception {
        final String found = run(mutant.loader(), SimulationTest.DEFAULT_SEEDS);

        System.out.println("mutant " + mutant + ": " + found);
        assertNotNull(found, "survived " + SimulationTest.DEFAULT_SEEDS + " seeds");
    }

    @Test
    void shouldFindNothingInTheCodeAsItIs() throws Exception {
        assertNull(run(MutantLoader.unchanged(), UNCHANGED_SEEDS));
    }

    @Test
    void shouldListEveryMutantInTheDocument() throws Exception {
        final String document = Files.readString(Mutant.root().resolve("docs").resolve("simulation.md"));

        for (final Mutant mutant : Mutant.values()) {
            assertTrue(document.contains("| `" + mutant + "` |"), mutant + " is not in docs/simulation.md");
        }
    }

    private static String run(final MutantLoader loader, final int seeds) throws Exception {
        final Constructor<?> constructor =
                loader.loadClass(MutantRun.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        final Function<Integer, String> run = (Function<Integer, String>) constructor.newInstance();
        return run.apply(seeds);
    }
}
