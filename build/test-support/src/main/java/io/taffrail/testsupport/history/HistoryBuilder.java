/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins events to operations. Takes them in the order in which they happened. */
final class HistoryBuilder {
    private final Map<Integer, Process> processes = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private int eventCount;

    void add(final Event event) {
        final Process process = processes.computeIfAbsent(event.process(), any -> new Process());
        eventCount++;
        if (event.type() != EventType.INVOKE && !event.kind().isMoment()) {
            complete(process, event);
            return;
        }
        if (event.number() <= process.lastNumber) {
            // Another life under the same number.
            crash(
                    process,
                    new Event(
                            event.timeNs(),
                            event.process(),
                            event.number(),
                            EventType.OK,
                            OperationKind.CRASH,
                            List.of(),
                            ""));
        }
        process.lastNumber = event.number();
        if (event.kind() == OperationKind.CRASH) {
            crash(process, event);
        } else if (event.kind().isMoment()) {
            moment(process, event);
        } else {
            invoke(process, event);
        }
    }

    History build() {
        processes.values().forEach(this::abandon);
        return new History(Collections.unmodifiableList(operations));
    }

    private void invoke(final Process process, final Event event) {
        final Operation operation = begin(event, process.transaction);
        process.open.put(event.number(), operation);
        if (event.kind() == OperationKind.COMMIT || event.kind() == OperationKind.ABORT) {
            if (process.transaction == null) {
                throw new IllegalArgumentException("no transaction to end: " + event);
            }
            process.transaction.end(operation);
            process.transaction = null;
        }
    }

    private void moment(final Process process, final Event event) {
        begin(event, null).end(event, eventCount);
        if (event.kind() == OperationKind.BEGIN) {
            process.transaction = new Transaction(event);
        } else {
            for (final Operation open : process.open.values()) {
                open.rebalance();
            }
        }
    }

    private void complete(final Process process, final Event event) {
        final Operation operation = process.open.remove(event.number());
        if (operation == null || operation.kind() != event.kind()) {
            throw new IllegalArgumentException("the end of an operation that is not open: " + event);
        }
        operation.end(event, eventCount);
    }

    private void crash(final Process process, final Event event) {
        abandon(process);
        begin(event, null).end(event, eventCount);
    }

    private void abandon(final Process process) {
        for (final Operation open : process.open.values()) {
            open.end(null, eventCount);
        }
        process.open.clear();
        process.transaction = null;
    }

    private Operation begin(final Event event, final Transaction transaction) {
        final Operation operation = new Operation(event, operations.size(), transaction);
        operations.add(operation);
        return operation;
    }

    /** A client, and what it has open. */
    private static final class Process {
        private final Map<Integer, Operation> open = new HashMap<>();
        private int lastNumber = -1;
        private Transaction transaction;
    }
}
