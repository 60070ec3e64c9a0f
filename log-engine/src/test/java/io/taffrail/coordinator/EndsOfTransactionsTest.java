/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control records in the coordinator's log decide about offsets that were committed in transactions. */
class EndsOfTransactionsTest {
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);
    private static final long PRODUCER = 7;
    private static final long OTHER = 8;
    private static final short EPOCH = 3;
    private static final short NEXT_EPOCH = 4;

    @TempDir
    private Path directory;

    private LogEngine engine;
    private GroupCoordinator coordinator;

    @BeforeEach
    void open() {
        engine = LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.INVOKER).build());
        if (!engine.topics().exists("orders")) {
            engine.topics().create("orders", 2);
            for (int i = 0; i < 40; i++) {
                engine.publisher("orders").publish("key" + i, "value");
            }
        }
        coordinator = GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldShowOrForgetOffsetsAsTheTransactionEndedAlsoAfterARestart() {
        commitInTransaction(PRODUCER, P0, 5);
        commitInTransaction(OTHER, P1, 6);

        end(PRODUCER, true);
        end(OTHER, false);

        assertEquals(Map.of(P0, OffsetAndMetadata.of(5)), coordinator.committed("g"));
        assertEquals(ErrorCode.NONE, coordinator.committed("g", P1, true).error());
        engine.close();
        open();
        assertEquals(Map.of(P0, OffsetAndMetadata.of(5)), coordinator.committed("g"));
        assertEquals(ErrorCode.NONE, coordinator.committed("g", P1, true).error());
    }

    @Test
    void shouldEndATransactionThatBeganBeforeARestart() {
        commitInTransaction(PRODUCER, P0, 5);
        engine.close();
        open();

        end(PRODUCER, true);

        assertEquals(5, coordinator.committed("g", P0).offset());
    }

    @Test
    void shouldKeepAPlainCommitThatCameLaterAlsoAfterARestart() {
        commit(P0, 1);
        commitInTransaction(PRODUCER, P0, 5);
        commit(P0, 4);
        end(PRODUCER, true);

        assertEquals(4, coordinator.committed("g", P0).offset());
        engine.close();
        open();
        assertEquals(4, coordinator.committed("g", P0).offset());
    }

    @Test
    void shouldTakeWhatComesBehindAnEndForTheNextTransaction() {
        commitInTransaction(PRODUCER, P0, 5);
        end(PRODUCER, true);

        commit(P1, 3);
        assertEquals(ErrorCode.NONE, tryCommitInTransaction(PRODUCER, NEXT_EPOCH, P0, 6));

        assertEquals(3, coordinator.committed("g", P1).offset());
        assertEquals(
                ErrorCode.UNSTABLE_OFFSET_COMMIT,
                coordinator.committed("g", P0, true).error());
        assertEquals(5, coordinator.committed("g", P0).offset());
    }

    @Test
    void shouldNotCommitOffsetsWhoseEndWasLost() {
        commitInTransaction(PRODUCER, P0, 5);
        assertEquals(ErrorCode.NONE, tryCommitInTransaction(PRODUCER, (short) (EPOCH + 2), P1, 6));
        try (TransactionAppender appender = new TransactionAppender(
                engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0).log())) {
            assertTrue(appender.end(PRODUCER, (short) (EPOCH + 3), true, 1) >= 0);
        }

        assertEquals(Map.of(P1, OffsetAndMetadata.of(6)), coordinator.committed("g"));
        assertEquals(ErrorCode.NONE, coordinator.committed("g", P0, true).error());
    }

    @Test
    void shouldRefuseWhatComesTooLateForATransaction() {
        commitInTransaction(PRODUCER, P0, 5);
        end(PRODUCER, true);

        assertEquals(ErrorCode.INVALID_PRODUCER_EPOCH, tryCommitInTransaction(PRODUCER, EPOCH, P0, 6));

        assertEquals(5, coordinator.committed("g", P0, true).offset().offset());
    }

    @Test
    void shouldKnowOfAnEndInAnotherTerm() {
        commitInTransaction(PRODUCER, P0, 5);
        final PartitionHandle log = engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0);
        log.fence();
        log.beginTerm(log.offsets().term() + 1);

        end(PRODUCER, true);

        assertEquals(5, coordinator.committed("g", P0).offset());
    }

    @Test
    void shouldTellThoseWhoOnlyLookHowTransactionsEnded() {
        commitInTransaction(PRODUCER, P0, 5);
        commitInTransaction(OTHER, P1, 6);
        end(PRODUCER, true);
        end(OTHER, false);

        assertEquals(
                Map.of(P0, OffsetAndMetadata.of(5)), GroupsView.read(engine).committed("g"));
        try (LogDirectory beside = LogDirectory.open(directory)) {
            assertEquals(
                    Map.of(P0, OffsetAndMetadata.of(5)), GroupsView.read(beside).committed("g"));
        }
    }

    private void commit(final TopicPartition partition, final long offset) {
        final GroupAnswer.Committed answer = ask(new GroupRequest.Commit(
                "g", -1, GroupRequest.Identity.NONE, Map.of(partition, OffsetAndMetadata.of(offset))));
        assertEquals(Map.of(partition, ErrorCode.NONE), answer.partitions());
    }

    private void commitInTransaction(final long producerId, final TopicPartition partition, final long offset) {
        assertEquals(ErrorCode.NONE, tryCommitInTransaction(producerId, EPOCH, partition, offset));
    }

    private ErrorCode tryCommitInTransaction(
            final long producerId, final short epoch, final TopicPartition partition, final long offset) {
        return ask(new GroupRequest.CommitInTransaction(
                        "g",
                        -1,
                        GroupRequest.Identity.NONE,
                        producerId,
                        epoch,
                        Map.of(partition, OffsetAndMetadata.of(offset))))
                .error();
    }

    private GroupAnswer.Committed ask(final GroupRequest request) {
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(request, answers::add);
        return (GroupAnswer.Committed) answers.get(0);
    }

    /** What a transaction coordinator writes into each log that took part. */
    private void end(final long producerId, final boolean isCommit) {
        try (TransactionAppender appender = new TransactionAppender(
                engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0).log())) {
            assertTrue(appender.end(producerId, NEXT_EPOCH, isCommit, 0) >= 0);
        }
    }
}
