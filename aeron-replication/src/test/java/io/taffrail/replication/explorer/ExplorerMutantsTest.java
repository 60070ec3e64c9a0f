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
    private static final int MAX_STATES = 400_000;

    @ParameterizedTest
    @CsvSource({
        "MINORITY_ELECTS, LATE",
        "MINORITY_COMMITS, LATE",
        "TERM_USED_AGAIN, LATE",
        "VOTES_AGAIN, LATE",
        "PRE_VOTE_TAKEN_FOR_VOTE, LATE",
        "OWN_VOTE_NOT_PERSISTED, THREE_TERMS",
        "UNVERIFIED_TAIL_BELIEVED, LATE",
        "OLD_LEADER_HEARD, LATE",
        "LOGS_NOT_MATCHED, LATE",
        "TERM_OF_END_IGNORED, LATE",
        "LOG_NOT_COMPARED, LATE",
        "UNMATCHED_COUNTED, LATE",
        "VOTE_NOT_PERSISTED, ONE_TERM",
        "ONLY_TERM_COMPARED, LATE",
        "AMNESIAC_LEADS, POWER_LOSS",
        "ONLY_LENGTH_COMPARED, LATE",
        "AMNESIAC_VOTES, POWER_LOSS",
        "OLD_TERM_COMMITTED, THREE_TERMS",
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
