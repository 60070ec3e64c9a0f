/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What clients did, operation by operation, in the order in which they began. Immutable.
 *
 * <h2>Threading</h2>
 *
 * Any thread.
 */
public final class History {
    private final List<Operation> operations;

    History(final List<Operation> operations) {
        this.operations = operations;
    }

    /**
     * Joins invocations with their completions.
     *
     * @param events in the order in which they happened.
     * @return the history.
     * @throws IllegalArgumentException if events contradict each other: an end without a beginning, for one.
     */
    public static History of(final Iterable<Event> events) {
        final HistoryBuilder builder = new HistoryBuilder();
        events.forEach(builder::add);
        return builder.build();
    }

    /**
     * All of it.
     *
     * @return in the order of invocations, unmodifiable.
     */
    public List<Operation> operations() {
        return operations;
    }

    /** All of it in the order of ends. */
    Operation[] byEnd() {
        final Operation[] sorted = operations.toArray(new Operation[0]);
        Arrays.sort(sorted, Comparator.comparingInt(Operation::endSequence));
        return sorted;
    }
}
