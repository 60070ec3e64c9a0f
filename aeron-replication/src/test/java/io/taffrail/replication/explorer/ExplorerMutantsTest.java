/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.simulation.Mutant;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks the core on purpose, in one place at a time, and demands that the exploration finds it within its scopes. */
class ExplorerMutantsTest {
    private static final int MAX_STATES = 300_000;

    @ParameterizedTest
    @CsvSource({
        "MINORITY_ELECTS, THREE_TERMS",
        "MINORITY_COMMITS, THREE_TERMS",
        "TERM_USED_AGAIN, THREE_TERMS",
        "VOTES_AGAIN, THREE_TERMS",
        "PRE_VOTE_TAKEN_FOR_VOTE, THREE_TERMS",
        "OWN_VOTE_NOT_PERSISTED, ONE_TERM",
        "OLD_LEADER_HEARD, THREE_TERMS",
        "UNVERIFIED_TAIL_BELIEVED, THREE_TERMS",
        "LOGS_NOT_MATCHED, THREE_TERMS",
        "TERM_OF_END_IGNORED, THREE_TERMS",
        "LOG_NOT_COMPARED, THREE_TERMS",
        "UNMATCHED_COUNTED, THREE_TERMS",
        "AMNESIAC_LEADS, POWER_LOSS",
        "ONLY_TERM_COMPARED, THREE_TERMS",
        "AMNESIAC_VOTES, POWER_LOSS",
        "ONLY_LENGTH_COMPARED, THREE_TERMS",
    })
    void shouldFindTheBug(final Mutant mutant, final Scope scope) throws Exception {
        final Constructor<?> constructor =
                mutant.loader().loadClass(MutantExploration.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        final BiFunction<String, Integer, String> exploration =
                (BiFunction<String, Integer, String>) constructor.newInstance();

        final String found = exploration.apply(scope.name(), MAX_STATES);

        assertNotNull(found, "not found in " + scope + " in " + MAX_STATES + " states");
        System.out.println(
                "explorer: mutant " + mutant + ": " + found.lines().findFirst().orElseThrow());
        final String document = Files.readString(Mutant.root().resolve("docs").resolve("simulation.md"));
        assertTrue(document.contains("| `" + mutant + "` | " + scope + " |"), mutant + " is not in docs/simulation.md");
    }
}
