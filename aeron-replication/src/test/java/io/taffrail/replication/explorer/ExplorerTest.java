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

    /** Property: faults in a run, more than each scope has. */
    private static final String FAULTS = "taffrail.explorer.faults";

    private static final int DEFAULT_STATES = 6_000_000;

    @ParameterizedTest
    @EnumSource(Scope.class)
    void shouldKeepEveryPromiseInEveryState(final Scope scope) {
        final int maxStates = Integer.getInteger(STATES, DEFAULT_STATES);
        final int moreFaults = Integer.getInteger(FAULTS, 0);
        final Bounds bounds = scope.bounds().withMoreFaults(moreFaults);
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
        final boolean isDefault = moreFaults == 0 && Integer.getInteger(STATES) == null;
        assertTrue(outcome.isAll() || !isDefault, "too many states to meet them all: " + outcome);
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
