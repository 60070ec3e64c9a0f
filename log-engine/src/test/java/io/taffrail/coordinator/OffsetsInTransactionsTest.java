/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.group.GroupState;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coordinator over its log while transactions that committed offsets are open. */
class OffsetsInTransactionsTest {
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final long PRODUCER = 7;
    private static final short EPOCH = 3;

    @TempDir
    private Path directory;

    private LogEngine engine;
    private GroupCoordinator coordinator;

    @BeforeEach
    void open() {
        engine = LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.INVOKER).build());
        if (!engine.topics().exists("orders")) {
            engine.topics().create("orders", 1);
            engine.publisher("orders").publish("key", "value");
        }
        coordinator = GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldHideAnOffsetWhileItsTransactionIsOpenAlsoAfterARestart() {
        commit(offsets(P0, 0));

        assertEquals(ErrorCode.NONE, commitInTransaction(offsets(P0, 1)).error());
        assertPending();
        engine.close();
        open();

        assertPending();
    }

    @Test
    void shouldShowTheOffsetsOfNoOpenTransactionToThoseWhoLook() {
        commitInTransaction(offsets(P0, 1));

        final GroupsView view = GroupsView.read(engine);

        assertEquals(GroupState.EMPTY, view.describe("g").state());
        assertEquals(Map.of(), view.committed("g"));
    }

    @Test
    void shouldRefuseACommitAndChangeNothingWhileItsLogIsFenced() {
        commit(offsets(P0, 0));
        final PartitionHandle log = engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0);
        final int term = log.offsets().term();
        log.fence();

        assertEquals(
                ErrorCode.NOT_COORDINATOR, commitInTransaction(offsets(P0, 1)).error());
        log.beginTerm(term + 1);

        assertEquals(ErrorCode.NONE, coordinator.committed("g", P0, true).error());
        assertEquals(ErrorCode.NONE, commitInTransaction(offsets(P0, 1)).error());
        assertPending();
    }

    @Test
    void shouldRefuseOffsetsThatNoLogHasAndTakeTheOthers() {
        final TopicPartition unknown = new TopicPartition("nowhere", 0);
        final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>(offsets(P0, 1));
        offsets.put(unknown, OffsetAndMetadata.of(0));

        assertEquals(
                Map.of(P0, ErrorCode.NONE, unknown, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION),
                commitInTransaction(offsets).partitions());
        assertEquals(
                Map.of(P0, ErrorCode.OFFSET_OUT_OF_RANGE),
                commitInTransaction(offsets(P0, 2)).partitions());
    }

    @Test
    void shouldStampEveryRecordOfACommitHoweverManyThereAre() {
        engine.topics().create("wide", 1_000);
        final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            offsets.put(new TopicPartition("wide", i), OffsetAndMetadata.of(0));
        }

        assertEquals(ErrorCode.NONE, commitInTransaction(offsets).error());
        commit(offsets(P0, 1));

        final List<Long> producers = new ArrayList<>();
        try (PartitionReader reader =
                engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0).log().reader(ReaderStrategy.EAGER)) {
            reader.poll(record -> producers.add(record.producerId()), Integer.MAX_VALUE);
        }
        assertEquals(1_001, producers.size());
        assertTrue(producers.subList(0, 1_000).stream().allMatch(id -> id == PRODUCER));
        assertEquals(-1, producers.get(1_000));
    }

    @Test
    void shouldRefuseACommitThatDoesNotFitOneBatch() {
        engine.topics().create("wide", 5_000);
        final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            offsets.put(new TopicPartition("wide", i), new OffsetAndMetadata(0, -1, "m".repeat(4_000)));
        }
        final long rebalances = coordinator.rebalances("g");

        assertEquals(
                ErrorCode.INVALID_COMMIT_OFFSET_SIZE,
                commitInTransaction(offsets).error());
        assertEquals(rebalances, coordinator.rebalances("g"), "members of other groups were told to ask again");

        assertEquals(GroupState.DEAD, coordinator.describe("g").state());
    }

    private void assertPending() {
        assertEquals(
                ErrorCode.UNSTABLE_OFFSET_COMMIT,
                coordinator.committed("g", P0, true).error());
        assertNull(coordinator.committed("g", P0, true).offset());
        assertEquals(0, coordinator.committed("g", P0).offset());
        assertEquals(
                ErrorCode.UNSTABLE_OFFSET_COMMIT,
                coordinator.committed("g", true).get(P0).error());
        assertEquals(offsets(P0, 0), coordinator.committed("g"));
    }

    private void commit(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        final GroupAnswer answer = ask(new GroupRequest.Commit("g", -1, GroupRequest.Identity.NONE, offsets));
        assertEquals(ErrorCode.NONE, answer.error());
    }

    private GroupAnswer.Committed commitInTransaction(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        return (GroupAnswer.Committed) ask(
                new GroupRequest.CommitInTransaction("g", -1, GroupRequest.Identity.NONE, PRODUCER, EPOCH, offsets));
    }

    private GroupAnswer ask(final GroupRequest request) {
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(request, answers::add);
        return answers.get(0);
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(final TopicPartition partition, final long offset) {
        return Map.of(partition, OffsetAndMetadata.of(offset));
    }
}
