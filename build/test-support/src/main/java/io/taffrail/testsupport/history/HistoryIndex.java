/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A history by partition, value and offset. Built in passes, each linear: which values were read, which transactions of
 * unknown outcome that proves to be committed, what became of each publish, and then which value was seen where.
 */
final class HistoryIndex {
    private final Map<Integer, PartitionIndex> partitions = new TreeMap<>();
    private final Set<Transaction> proven = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Findings findings;

    HistoryIndex(final History history, final Expectations expectations, final Findings findings) {
        this.findings = findings;
        history.operations().forEach(this::enterValues);
        history.operations().forEach(this::proveCommitted);
        history.operations().forEach(this::enterAttempts);
        for (final Operation operation : history.operations()) {
            enterReads(operation, expectations.readers().test(operation.process()));
        }
        history.operations().forEach(this::enterAcknowledgements);
        partitions.values().forEach(PartitionIndex::sort);
    }

    Collection<PartitionIndex> partitions() {
        return partitions.values();
    }

    PartitionIndex partition(final int number) {
        return partitions.computeIfAbsent(number, any -> new PartitionIndex(number, findings));
    }

    /** What became of a publish, its transaction regarded. */
    EventType outcomeOf(final Operation publish) {
        final Transaction transaction = publish.transaction();
        if (transaction == null || publish.outcome() == EventType.FAIL) {
            return publish.outcome();
        }
        final EventType outcome = proven.contains(transaction) ? EventType.OK : transaction.outcome();
        return outcome == EventType.OK ? publish.outcome() : outcome;
    }

    private void enterValues(final Operation operation) {
        if (operation.kind() == OperationKind.POLL) {
            for (final Records records : operation.records()) {
                final PartitionIndex index = partition(records.partition());
                for (int i = 0; i < records.size(); i++) {
                    final Published published = index.entry(records.value(i));
                    if (published.firstRead == null) {
                        published.firstRead = operation;
                    }
                }
            }
        }
    }

    /** A transaction is atomic: one record of it that was read says that all are there. */
    private void proveCommitted(final Operation operation) {
        final Transaction transaction = operation.transaction();
        if (operation.kind() == OperationKind.PUBLISH
                && transaction != null
                && operation.outcome() != EventType.FAIL
                && transaction.outcome() == EventType.INFO) {
            for (final Records records : operation.records()) {
                final PartitionIndex index = partition(records.partition());
                for (int i = 0; i < records.size(); i++) {
                    if (index.entry(records.value(i)).firstRead != null) {
                        proven.add(transaction);
                    }
                }
            }
        }
    }

    private void enterAttempts(final Operation operation) {
        if (operation.kind() == OperationKind.PUBLISH) {
            final EventType outcome = outcomeOf(operation);
            for (final Records records : operation.records()) {
                final PartitionIndex index = partition(records.partition());
                for (int i = 0; i < records.size(); i++) {
                    index.entry(records.value(i)).attempt(operation, outcome);
                }
            }
        }
    }

    private void enterReads(final Operation operation, final boolean counts) {
        if (operation.kind() == OperationKind.POLL) {
            for (final Records records : operation.records()) {
                final PartitionIndex index = partition(records.partition());
                for (int i = 0; i < records.size(); i++) {
                    index.read(operation, records.offset(i), index.entry(records.value(i)), counts);
                }
            }
        }
    }

    /** Only what is sure to be there has a place: the offset that a lost publish was given goes to another one. */
    private void enterAcknowledgements(final Operation operation) {
        if (operation.kind() == OperationKind.PUBLISH && outcomeOf(operation) == EventType.OK) {
            for (final Records records : operation.records()) {
                final PartitionIndex index = partition(records.partition());
                for (int i = 0; i < records.size(); i++) {
                    index.place(operation, records.offset(i), index.entry(records.value(i)), false);
                }
            }
        }
    }
}
