/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.raft.RaftMember;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Meets every state within the bounds. */
class ExplorerTest {
    /** Property: states to meet at most, in each scope. */
    private static final String STATES = "taffrail.explorer.states";

    /** Property: faults in a run, instead of those of each scope. */
    private static final String FAULTS = "taffrail.explorer.faults";

    private static final int DEFAULT_STATES = 6_000_000;

    @ParameterizedTest
    @EnumSource(Scope.class)
    void shouldKeepEveryPromiseInEveryState(final Scope scope) {
        final int maxStates = Integer.getInteger(STATES, DEFAULT_STATES);
        final Bounds bounds = scope.bounds()
                .withFaults(Integer.getInteger(FAULTS, scope.bounds().faults()));
        final long startNs = System.nanoTime();

        final Explorer explorer = new Explorer(bounds);
        final Explorer.Outcome outcome = explorer.run(maxStates);

        System.out.printf(
                "explorer: %s %s states=%d transitions=%d depth=%d all=%b %s seconds=%d%n",
                scope,
                bounds,
                outcome.states(),
                outcome.transitions(),
                outcome.depth(),
                outcome.isAll(),
                explorer.model(),
                (System.nanoTime() - startNs) / 1_000_000_000);
        assertNull(outcome.broken(), outcome.broken());
        assertTrue(outcome.isAll() || outcome.states() >= maxStates, "stopped early: " + outcome);
        assertTrue(
                outcome.isAll() || Integer.getInteger(STATES) != null || Integer.getInteger(FAULTS) != null,
                "the scope has become too large to meet all its states: " + outcome);
    }

    @Test
    void shouldDoTheSameWhereSnapshotsAreTheSame() {
        final Explorer explorer = new Explorer(new Bounds(2, 2, 1, 1, true));

        explorer.run(100_000);

        assertTrue(explorer.model().members().compare() > 1_000);
    }

    @Test
    void shouldLeaveOutOnlyFieldsThatAreThere() {
        final Set<String> names = new HashSet<>();
        addFields(RaftMember.class, names);

        final Set<String> gone = new HashSet<>(Snapshot.exceptions());
        gone.removeAll(names);

        assertEquals(Set.of(), gone);
    }

    private static void addFields(final Class<?> type, final Set<String> names) {
        for (final Field field : Snapshot.fieldsOf(type)) {
            final Class<?> array = field.getType().getComponentType();
            final Class<?> there = array == null ? field.getType() : array;
            if (names.add(Snapshot.nameOf(field)) && there.getPackage() == RaftMember.class.getPackage()) {
                addFields(there, names);
            }
        }
    }
}
