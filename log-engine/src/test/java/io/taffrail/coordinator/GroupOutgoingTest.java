/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which records go into one batch. */
class GroupOutgoingTest {
    private static final long PRODUCER = 7;
    private static final long OTHER = 8;
    private static final short EPOCH = 3;

    private final GroupOutgoing outgoing = new GroupOutgoing(new Answers<>(GroupAnswer::refusal));

    @Test
    void shouldKeepRecordsOfATransactionApartFromThoseBeforeAndBehind() {
        outgoing.append(record("a"));
        outgoing.append(record("b"));
        outgoing.appendInTransaction(List.of(record("c"), record("d")), PRODUCER, EPOCH);
        outgoing.appendInTransaction(List.of(record("e")), OTHER, EPOCH);
        outgoing.append(record("f"));
        outgoing.append(record("g"));

        assertEquals(List.of("ab", "cd", "e", "fg"), groups());
        assertEquals(
                List.of(OutgoingBatch.NO_PRODUCER, PRODUCER, OTHER, OutgoingBatch.NO_PRODUCER),
                outgoing.batches().stream().map(OutgoingBatch::producerId).toList());
    }

    @Test
    void shouldSplitManyRecordsButNotThoseOfATransaction() {
        final List<GroupRecord> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(record("x"));
            outgoing.append(record("x"));
        }
        outgoing.appendInTransaction(many, PRODUCER, EPOCH);

        assertEquals(
                List.of(200, 200, 100, 500),
                outgoing.batches().stream().map(batch -> batch.records().size()).toList());
    }

    private List<String> groups() {
        return outgoing.batches().stream()
                .map(batch -> String.join(
                        "", batch.records().stream().map(GroupRecord::groupId).toList()))
                .toList();
    }

    private static GroupRecord record(final String groupId) {
        return new GroupRecord.GroupRemoved(groupId);
    }
}
