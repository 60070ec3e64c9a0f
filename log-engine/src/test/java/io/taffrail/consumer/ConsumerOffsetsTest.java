/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets of consumers: committed in every way, gone back to, reset, sought, lost to retention, cut away. */
class ConsumerOffsetsTest {
    private static final String TOPIC = "orders";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);

    @TempDir
    private Path directory;

    private LogEngine engine;

    @BeforeEach
    void open() {
        engine = LogEngine.open(directory);
        if (!engine.topics().exists(TOPIC)) {
            engine.topics().create(TOPIC, 1, Map.of("segment.bytes", "65536"));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldGoOnBehindWhatWasCommittedAfterARestart() {
        publish(0, 10);
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            assertEquals(List.of(0L, 1L, 2L), read(consumer, 3));
            consumer.commit();
            read(consumer, 4);
        }

        restart();

        try (Consumer consumer = consumer(config())) {
            assertEquals(List.of(3L), read(consumer, 1));
        }
    }

    @Test
    void shouldKeepMetadataAndTerm() {
        publish(0, 3);
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            consumer.commit(Map.of(P0, new OffsetAndMetadata(2, 1, "done by hand")));
        }

        restart();

        assertEquals(
                new OffsetAndMetadata(2, 1, "done by hand"),
                GroupCoordinator.of(engine).committed("g", P0));
    }

    @Test
    void shouldTellTheTermOfWhatWasRead() {
        publish(0, 3);
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            read(consumer, 2);
            consumer.commit();

            assertEquals(engine.offsets(TOPIC, 0).term(), consumer.committed(P0).term());
            assertEquals(2, consumer.committed(P0).offset());
        }
    }

    @Test
    void shouldCommitByItselfBetweenPollsAndAtTheEnd() {
        publish(0, 10);
        try (Consumer consumer = consumer(config().autoCommitIntervalMs(0))) {
            read(consumer, 4);
            consumer.poll(record -> {}, 0);
            consumer.poll(record -> {}, 0);
            assertEquals(4, consumer.committed(P0).offset());
            read(consumer, 2);
        }

        assertEquals(6, GroupCoordinator.of(engine).committed("g", P0).offset());
    }

    @Test
    void shouldTellHowAnAsynchronousCommitCameOut() {
        publish(0, 10);
        final List<ErrorCode> errors = new ArrayList<>();
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            read(consumer, 4);
            consumer.commitAsync((offsets, error) -> errors.add(error));
            consumer.commitAsync(Map.of(P0, OffsetAndMetadata.of(99)), (offsets, error) -> errors.add(error));
            consumer.poll(record -> {}, 0);

            assertEquals(List.of(ErrorCode.NONE, ErrorCode.OFFSET_OUT_OF_RANGE), errors);
            assertEquals(4, consumer.committed(P0).offset());
        }
    }

    @Test
    void shouldRefuseACommitBeyondTheEndAndOfAnUnknownPartition() {
        publish(0, 3);
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            read(consumer, 1);

            assertEquals(ErrorCode.OFFSET_OUT_OF_RANGE, refusal(consumer, P0, 4));
            assertEquals(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, refusal(consumer, new TopicPartition(TOPIC, 7), 0));
            assertEquals(
                    ErrorCode.OFFSET_METADATA_TOO_LARGE,
                    assertThrows(
                                    ErrorCodeException.class,
                                    () -> consumer.commit(Map.of(P0, new OffsetAndMetadata(1, -1, "x".repeat(5000)))))
                            .error());
            assertNull(consumer.committed(P0));
        }
    }

    @Test
    void shouldBeginWhereThePolicySays() {
        publish(0, 5);
        try (Consumer earliest = consumer(config("a").offsetReset(OffsetReset.earliest()))) {
            assertEquals(0, earliest.position(P0));
        }
        try (Consumer latest = consumer(config("b").offsetReset(OffsetReset.latest()))) {
            assertEquals(5, latest.position(P0));
        }
        try (Consumer none = consumer(config("c").offsetReset(OffsetReset.none()))) {
            assertThrows(NoOffsetForPartitionException.class, () -> none.poll(record -> {}, 1));
            none.seek(P0, 3);
            assertEquals(List.of(3L), read(none, 1));
        }
    }

    @Test
    void shouldBeginAtTheFirstRecordOfTheLastSoLongTime() {
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int hoursAgo = 5; hoursAgo > 0; hoursAgo--) {
                publisher.publish(
                        new RecordDraft().value(new byte[] {1}).timestamp(nowNs - TimeUnit.HOURS.toNanos(hoursAgo)));
            }
        }

        try (Consumer recent = consumer(config().offsetReset(OffsetReset.byDuration(Duration.ofMinutes(150))))) {
            assertEquals(3, recent.position(P0));
            recent.seekToTime(P0, nowNs - TimeUnit.MINUTES.toNanos(270));
            assertEquals(1, recent.position(P0));
        }
    }

    @Test
    void shouldSeekPauseAndTellPositionAndLag() {
        publish(0, 10);
        try (Consumer consumer = consumer(config())) {
            assertEquals(10, consumer.lag(P0));
            consumer.seek(P0, 7);
            assertEquals(3, consumer.lag(P0));
            consumer.pause(Set.of(P0));
            assertEquals(0, consumer.poll(record -> {}, 10));
            consumer.resume(Set.of(P0));
            assertEquals(List.of(7L, 8L, 9L), read(consumer, 3));
            consumer.seekToBeginning(P0);
            assertEquals(0, consumer.position(P0));
            consumer.seekToEnd(P0);
            assertEquals(10, consumer.position(P0));
            assertThrows(IllegalStateException.class, () -> consumer.seek(new TopicPartition("other", 0), 1));
        }
    }

    @Test
    void shouldHandOutARecordAgainWhoseHandlerThrew() {
        publish(0, 3);
        try (Consumer consumer = consumer(config())) {
            assertThrows(
                    IllegalStateException.class,
                    () -> consumer.poll(
                            record -> {
                                if (record.offset() == 1) {
                                    throw new IllegalStateException("not now");
                                }
                            },
                            10));
            assertEquals(1, consumer.position(P0));
            consumer.commit();
            assertEquals(1, consumer.committed(P0).offset());
            assertEquals(List.of(1L, 2L), read(consumer, 2));
        }
    }

    @Test
    void shouldReportRecordsLostToRetention() {
        publish(0, 1);
        try (Consumer consumer = consumer(config())) {
            read(consumer, 1);
        }
        publishMiBs(2);
        engine.topics().alter(TOPIC, Map.of("retention.bytes", "262144"), Set.of());
        awaitLogStart();

        final List<Long> lost = new ArrayList<>();
        final ConsumerListener listener = new ConsumerListener() {
            @Override
            public void onRecordsLost(final TopicPartition partition, final long from, final long to) {
                lost.add(from);
                lost.add(to);
            }
        };
        try (Consumer consumer = consumer(config(), listener)) {
            final long next = read(consumer, 1).get(0);

            assertEquals(List.of(1L, next), lost);
            assertEquals(next - 1, consumer.lostRecords());
            assertEquals(1, consumer.nearRetention());
            consumer.seekToEnd(P0);
            assertEquals(0, consumer.nearRetention());
        }
    }

    @Test
    void shouldRefuseToSkipLostRecordsWithoutAPolicy() {
        publish(0, 1);
        try (Consumer first = consumer(config())) {
            read(first, 1);
        }
        publishMiBs(2);
        engine.topics().alter(TOPIC, Map.of("retention.bytes", "65536"), Set.of());
        awaitLogStart();

        try (Consumer consumer = consumer(config().offsetReset(OffsetReset.none()))) {
            assertThrows(OffsetOutOfRangeException.class, () -> read(consumer, 1));
            assertEquals(0, consumer.lostRecords());
            consumer.seekToBeginning(P0);
            assertEquals(1, read(consumer, 1).size());
        }
    }

    @Test
    void shouldReportALogThatGoesOnOtherwiseThanWhereItWasCommitted() {
        publish(0, 6);
        final int term = engine.offsets(TOPIC, 0).term();
        engine.partition(TOPIC, 0).fence();
        engine.partition(TOPIC, 0).beginTerm(term + 1);
        publish(6, 8);
        try (Consumer consumer = consumer(config().autoCommit(false))) { // of a term that ends at 6 in this log
            consumer.commit(Map.of(P0, new OffsetAndMetadata(10, term, "")));
        }

        try (Consumer consumer = consumer(config().offsetReset(OffsetReset.none()))) {
            final LogTruncationException cut = assertThrows(LogTruncationException.class, () -> consumer.position(P0));
            assertEquals(6, cut.divergentOffset());
        }
        final List<String> cuts = new ArrayList<>();
        final ConsumerListener listener = new ConsumerListener() {
            @Override
            public void onTruncated(final TopicPartition partition, final long from, final long to) {
                cuts.add(partition + " " + from + " " + to);
            }
        };
        try (Consumer consumer = consumer(config(), listener)) {
            assertEquals(6, consumer.position(P0));
            assertEquals(List.of("orders-0 10 6"), cuts);
            assertEquals(6, consumer.seek(P0, new OffsetAndMetadata(9, term, "")));
            assertEquals(9, consumer.seek(P0, new OffsetAndMetadata(9, term + 1, "")));
        }
    }

    @Test
    void shouldForgetOffsetsOfADeletedTopic() {
        publish(0, 10);
        try (Consumer consumer = consumer(config())) {
            read(consumer, 10);
        }
        engine.topics().delete(TOPIC);
        engine.topics().create(TOPIC, 1);

        assertNull(GroupCoordinator.of(engine).committed("g", P0));
    }

    @Test
    void shouldForgetOffsetsOfATopicThatWasDeletedWhileNobodyConsumed() {
        publish(0, 10);
        try (Consumer consumer = consumer(config())) {
            read(consumer, 10);
        }
        restart();
        engine.topics().delete(TOPIC); // the coordinator begins with the first consumer
        engine.topics().create(TOPIC, 1);
        publish(0, 15);

        try (Consumer consumer = consumer(config())) {
            assertEquals(0, consumer.position(P0));
        }
    }

    @Test
    void shouldSeekWithinAHandlerInTheMidstOfABatch() {
        try (Publisher publisher = engine.publisher(TOPIC)) {
            final BatchDraft batch = new BatchDraft();
            for (int i = 0; i < 10; i++) {
                batch.add(new RecordDraft().value(new byte[] {(byte) i}));
            }
            assertTrue(publisher.publish(batch) >= 0);
        }
        try (Consumer consumer = consumer(config().autoCommit(false))) {
            final List<Long> seen = new ArrayList<>();
            while (seen.size() < 11) {
                consumer.poll(
                        record -> {
                            seen.add(record.offset());
                            if (record.offset() == 6 && seen.size() == 7) {
                                consumer.commit();
                                consumer.seek(P0, 3);
                            }
                        },
                        100);
            }

            assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 3L, 4L, 5L), seen.subList(0, 10));
            assertEquals(engine.offsets(TOPIC, 0).term(), consumer.committed(P0).term());
        }
    }

    @Test
    void shouldStopAtTheRecordWhoseHandlerUnsubscribes() {
        publish(0, 10);
        try (Consumer consumer = consumer(config())) {
            final List<Long> seen = new ArrayList<>();
            while (seen.isEmpty()) {
                consumer.poll(
                        record -> {
                            seen.add(record.offset());
                            consumer.unsubscribe();
                        },
                        100);
            }

            assertEquals(List.of(0L), seen);
            assertTrue(consumer.assignment().isEmpty());
        }
    }

    @Test
    void shouldCloseQuietlyAfterItsEngine() {
        publish(0, 10);
        final Consumer consumer = consumer(config());
        read(consumer, 4);
        engine.close();

        consumer.close();

        open();
        assertNull(GroupCoordinator.of(engine).committed("g", P0), "nobody was left to take the commit");
    }

    private void restart() {
        engine.close();
        open();
    }

    private void awaitLogStart() {
        final long untilNs = System.nanoTime() + 60_000_000_000L;
        while (engine.offsets(TOPIC, 0).logStartOffset() == 0) {
            assertTrue(System.nanoTime() < untilNs, "retention deleted nothing");
            Thread.onSpinWait();
        }
    }

    private static ErrorCode refusal(final Consumer consumer, final TopicPartition partition, final long offset) {
        return assertThrows(
                        ErrorCodeException.class,
                        () -> consumer.commit(Map.of(partition, OffsetAndMetadata.of(offset))))
                .error();
    }

    private void publish(final int from, final int count) {
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = from; i < from + count; i++) {
                assertTrue(publisher.publish("key", "value-" + i) >= 0);
            }
        }
    }

    private void publishMiBs(final int mib) {
        final byte[] kib = new byte[1000];
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < mib * 1000; i++) {
                assertTrue(publisher.publish(new RecordDraft().value(kib)) >= 0);
            }
        }
    }

    private static ConsumerConfig.Builder config() {
        return config("g");
    }

    private static ConsumerConfig.Builder config(final String group) {
        return ConsumerConfig.group(group).offsetReset(OffsetReset.earliest());
    }

    private Consumer consumer(final ConsumerConfig.Builder config) {
        return consumer(config, ConsumerListener.NONE);
    }

    private Consumer consumer(final ConsumerConfig.Builder config, final ConsumerListener listener) {
        final Consumer consumer = Consumer.open(engine, config.build());
        consumer.subscribe(Set.of(TOPIC), listener);
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        while (consumer.assignment().isEmpty()) {
            assertTrue(System.nanoTime() < untilNs, "no assignment");
            try {
                consumer.poll(record -> {}, 0);
            } catch (final InvalidOffsetException ex) {
                return consumer; // what the test is about
            }
        }
        return consumer;
    }

    private static List<Long> read(final Consumer consumer, final int count) {
        final List<Long> offsets = new ArrayList<>();
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        while (offsets.size() < count) {
            assertTrue(System.nanoTime() < untilNs, "only read " + offsets);
            consumer.poll(record -> offsets.add(record.offset()), count - offsets.size());
        }
        return offsets;
    }
}
