/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.coordinator.TransactionCoordinator;
import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.Threading;
import io.taffrail.transaction.TransactionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TransactionalProducerTest {
    private static final String ID = "transfers";
    private static final TopicPartition IN = new TopicPartition("in", 0);

    @TempDir
    private Path directory;

    private LogEngine engine;

    @BeforeEach
    void open() {
        engine = LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.INVOKER).build());
        if (!engine.hasTopic("debits")) {
            engine.topics().create("in", 1);
            engine.topics().create("debits", 2);
            engine.topics().create("credits", 1);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldShowAllOfATransactionOrNothingOfIt() {
        try (TransactionalProducer producer = producer()) {
            for (int i = 0; i < 6; i++) {
                producer.begin();
                publish(producer, "debits", i % 2, "d" + i);
                publish(producer, "debits", (i + 1) % 2, "e" + i);
                publish(producer, "credits", 0, "c" + i);
                assertEquals(
                        (i + 1) / 2, read("credits", Isolation.READ_COMMITTED).size(), "it is open");
                if (i % 2 == 0) {
                    producer.commit();
                } else {
                    producer.abort();
                }
            }
            assertEquals(List.of("c0", "c2", "c4"), read("credits", Isolation.READ_COMMITTED));
            assertEquals(List.of("c0", "c1", "c2", "c3", "c4", "c5"), read("credits", Isolation.READ_UNCOMMITTED));
            assertEquals(
                    Set.of("d0", "e0", "d2", "e2", "d4", "e4"), Set.copyOf(read("debits", Isolation.READ_COMMITTED)));
            assertEquals(12, read("debits", Isolation.READ_UNCOMMITTED).size());
            assertEquals(
                    TransactionState.COMPLETE_ABORT,
                    TransactionCoordinator.of(engine).describe(ID).state());
        }
    }

    @Test
    void shouldHaveAnotherEpochInEachTransaction() {
        try (TransactionalProducer producer = producer()) {
            final int first = producer.identity().epoch();
            producer.begin();
            producer.commit();
            assertEquals(first, producer.identity().epoch(), "nothing was in it");
            producer.begin();
            publish(producer, "in", 0, "a");
            producer.commit();
            producer.begin();
            publish(producer, "in", 0, "b");
            producer.abort();
            assertEquals(first + 2, producer.identity().epoch());
        }
    }

    @Test
    void shouldPublishInPlaceWithinATransaction() {
        try (TransactionalProducer producer = producer()) {
            final Publisher publisher = producer.publisher("in");
            final Claim claim = new Claim();
            producer.begin();
            assertEquals(0, publisher.tryClaim(8, claim));
            assertThrows(IllegalStateException.class, producer::commit, "the claim is open");
            claim.buffer().putStringWithoutLengthAscii(0, "in place");
            claim.commit();
            producer.commit();
            assertEquals(List.of("in place"), read("in", Isolation.READ_COMMITTED));
            assertThrows(IllegalStateException.class, () -> publisher.publish("k", "no transaction is open"));
            assertThrows(IllegalStateException.class, publisher::beginEpoch);
        }
    }

    @Test
    void shouldTellWhatIsNotTheTimeFor() {
        final TransactionalProducer producer = producer();
        assertThrows(IllegalStateException.class, producer::commit);
        assertThrows(IllegalStateException.class, producer::abort);
        assertThrows(IllegalStateException.class, () -> producer.sendOffsets(Map.of(), null));
        producer.begin();
        assertThrows(IllegalStateException.class, producer::begin);
        producer.close();
        producer.close();
        assertThrows(IllegalStateException.class, producer::begin);
    }

    @Test
    void shouldFenceTheProducerBefore() {
        try (TransactionalProducer zombie = producer()) {
            zombie.begin();
            publish(zombie, "credits", 0, "lost");
            try (TransactionalProducer next = producer()) {
                assertNotEquals(zombie.identity(), next.identity());
                assertEquals(
                        PublishResult.STALE_PRODUCER_EPOCH,
                        zombie.publisher("credits").publish("key", "late"));
                assertError(
                        ErrorCode.PRODUCER_FENCED, () -> zombie.publisher("in").publish("key", "another partition"));
                assertError(ErrorCode.PRODUCER_FENCED, zombie::commit);
                next.begin();
                publish(next, "credits", 0, "counts");
                next.commit();
            }
            assertEquals(List.of("counts"), read("credits", Isolation.READ_COMMITTED));
            assertEquals(List.of("lost", "counts"), read("credits", Isolation.READ_UNCOMMITTED));
        }
    }

    @Test
    void shouldAbortWhatTakesTooLong() throws InterruptedException {
        final ProducerConfig config = ProducerConfig.of(ID).with(ProducerKeys.TRANSACTION_TIMEOUT_MS, "20");
        try (TransactionalProducer producer = TransactionalProducer.open(engine, config)) {
            producer.begin();
            publish(producer, "credits", 0, "too late");
            final TransactionCoordinator coordinator = TransactionCoordinator.of(engine);
            while (coordinator.describe(ID).state() != TransactionState.COMPLETE_ABORT) {
                Thread.sleep(1);
                engine.doWork();
            }
            assertEquals(
                    PublishResult.STALE_PRODUCER_EPOCH,
                    producer.publisher("credits").publish("key", "late"));
            assertError(ErrorCode.INVALID_TXN_STATE, producer::commit);
            producer.abort();
            producer.begin();
            publish(producer, "credits", 0, "in time");
            producer.commit();
            assertEquals(List.of("in time"), read("credits", Isolation.READ_COMMITTED));
        }
    }

    @Test
    void shouldRefuseATimeoutThatIsNotOne() {
        assertThrows(IllegalArgumentException.class, () -> ProducerConfig.of(ID)
                .with(ProducerKeys.TRANSACTION_TIMEOUT_MS, "0"));
        assertThrows(IllegalArgumentException.class, () -> ProducerConfig.of(""));
        assertError(
                ErrorCode.INVALID_TRANSACTION_TIMEOUT,
                () -> TransactionalProducer.open(
                        engine, ProducerConfig.of(ID).with(ProducerKeys.TRANSACTION_TIMEOUT_MS, "900001")));
        assertEquals(
                TransactionState.DEAD,
                TransactionCoordinator.of(engine).describe(ID).state());
    }

    @Test
    void shouldAbortWhatARestartInterrupts() {
        final TransactionalProducer lost = producer();
        lost.begin();
        publish(lost, "credits", 0, "a");
        publish(lost, "debits", 1, "b");
        engine.close();
        open();
        assertEquals(
                TransactionState.ONGOING,
                TransactionCoordinator.of(engine).describe(ID).state());
        assertEquals(List.of(), read("credits", Isolation.READ_COMMITTED));
        try (TransactionalProducer next = producer()) {
            next.begin();
            publish(next, "credits", 0, "c");
            next.commit();
        }
        assertEquals(List.of("c"), read("credits", Isolation.READ_COMMITTED));
        assertEquals(List.of(), read("debits", Isolation.READ_COMMITTED));
        engine.close();
        open();
        assertEquals(List.of("c"), read("credits", Isolation.READ_COMMITTED));
    }

    @Test
    void shouldEndWhatACrashLeftOpenWhereNobodyProduces() throws InterruptedException {
        final TransactionalProducer lost = TransactionalProducer.open(
                engine, ProducerConfig.of(ID).with(ProducerKeys.TRANSACTION_TIMEOUT_MS, "50"));
        lost.begin();
        publish(lost, "in", 0, "lost");
        engine.publisher("in").publish("key", "plain");
        engine.close();
        open();
        try (Consumer consumer = consumer()) {
            consumer.assign(Set.of(IN));
            final List<String> values = new ArrayList<>();
            while (values.isEmpty()) {
                consumer.poll(record -> values.add(record.valueAsString()), 10);
                engine.doWork();
                Thread.sleep(1);
            }
            assertEquals(List.of("plain"), values);
        }
    }

    @Test
    void shouldNotCommitWhatWasNotPublished() {
        try (TransactionalProducer producer = producer()) {
            producer.begin();
            final Publisher publisher = producer.publisher("in");
            assertEquals(PublishResult.TOO_LARGE, publisher.publish(new byte[32 << 20]));
            assertThrows(IllegalStateException.class, producer::commit);
            producer.abort();
            producer.begin();
            assertEquals(PublishResult.TOO_LARGE, publisher.publish(new byte[32 << 20]));
            publish(producer, "in", 0, "instead");
            producer.commit();
            assertEquals(List.of("instead"), read("in", Isolation.READ_COMMITTED));
        }
    }

    @Test
    void shouldKeepItsProducerIdWhereNothingCanHaveBeenForgotten() {
        final long before;
        try (TransactionalProducer producer = producer()) {
            before = producer.identity().producerId();
            producer.begin();
            publish(producer, "in", 0, "a");
            producer.commit();
        }
        engine.close();
        open();
        try (TransactionalProducer producer = producer()) {
            assertEquals(before, producer.identity().producerId(), "closed in order: nothing is forgotten");
        }
    }

    @Test
    void shouldCommitOffsetsWithTheRecords() {
        engine.publisher("in").publish("key", "1");
        try (TransactionalProducer producer = producer();
                Consumer consumer = consumer()) {
            consumer.assign(Set.of(IN));
            assertEquals(1, consumer.poll(record -> {}, 10));
            producer.begin();
            producer.sendOffsets(consumer.positions(), consumer.groupMetadata());
            assertNull(consumer.committed(IN));
            try (Consumer another = consumer()) {
                another.assign(Set.of(IN));
                assertEquals(0, another.poll(record -> {}, 10), "where to begin is not decided yet");
                assertError(ErrorCode.UNSTABLE_OFFSET_COMMIT, () -> another.position(IN));
                producer.commit();
                assertEquals(0, another.poll(record -> {}, 10));
                assertEquals(1, another.position(IN));
            }
            assertEquals(1, consumer.committed(IN).offset());

            producer.begin();
            producer.sendOffsets(Map.of(IN, new OffsetAndMetadata(0, 1, "")), consumer.groupMetadata());
            producer.abort();
            assertEquals(1, consumer.committed(IN).offset());
            producer.begin();
            assertError(
                    ErrorCode.OFFSET_OUT_OF_RANGE,
                    () -> producer.sendOffsets(Map.of(IN, new OffsetAndMetadata(5, 1, "")), consumer.groupMetadata()));
            producer.abort();
        }
    }

    @Test
    void shouldProcessEachRecordOnceWhateverFails() {
        try (Publisher publisher = engine.publisher("in")) {
            for (int i = 0; i < 30; i++) {
                publisher.publish("key", "" + i);
            }
        }
        int calls = 0;
        final List<String> expected = new ArrayList<>();
        try (TransactionalProducer producer = producer();
                Consumer consumer = consumer()) {
            consumer.subscribe(Set.of("in"));
            final int[] seen = {0};
            while (expected.size() < 30) {
                calls++;
                assertTrue(calls < 10_000);
                try {
                    producer.process(
                            consumer,
                            record -> {
                                publish(producer, "credits", 0, "out" + record.valueAsString());
                                if (++seen[0] % 5 == 0) {
                                    throw new IllegalArgumentException("the fifth");
                                }
                            },
                            3);
                } catch (final IllegalArgumentException ex) {
                    assertFalse(producer.isInTransaction());
                }
                engine.doWork();
                final OffsetAndMetadata committed = consumer.committed(IN);
                while (committed != null && expected.size() < committed.offset()) {
                    expected.add("out" + expected.size());
                }
                assertEquals(expected, read("credits", Isolation.READ_COMMITTED));
            }
            assertTrue(seen[0] > 30, "nothing failed: nothing was shown");
        }
    }

    @Test
    void shouldNotProcessForAConsumerThatCommitsByItself() {
        try (TransactionalProducer producer = producer();
                Consumer consumer =
                        Consumer.open(engine, ConsumerConfig.group("g").build())) {
            assertThrows(IllegalStateException.class, () -> producer.process(consumer, record -> {}, 1));
            assertFalse(producer.isInTransaction());
        }
    }

    @Test
    @Timeout(30)
    void shouldNotWaitForTheCoordinatorOfAClosedEngine() {
        try (TransactionalProducer producer = producer()) {
            producer.begin();
            publish(producer, "credits", 0, "a");
            engine.close();
            assertError(ErrorCode.COORDINATOR_NOT_AVAILABLE, producer::abort);
        }
    }

    @Test
    void shouldEndATransactionWhoseTopicWasDeleted() {
        try (TransactionalProducer producer = producer()) {
            producer.begin();
            publish(producer, "credits", 0, "a");
            publish(producer, "in", 0, "b");
            engine.topics().delete("credits");
            producer.commit();
            assertEquals(List.of("b"), read("in", Isolation.READ_COMMITTED));
            assertEquals(
                    TransactionState.COMPLETE_COMMIT,
                    TransactionCoordinator.of(engine).describe(ID).state());
        }
    }

    private TransactionalProducer producer() {
        return TransactionalProducer.open(engine, ProducerConfig.of(ID));
    }

    private Consumer consumer() {
        return Consumer.open(
                engine,
                ConsumerConfig.group("g")
                        .autoCommit(false)
                        .isolation(Isolation.READ_COMMITTED)
                        .offsetReset(OffsetReset.parse("earliest"))
                        .build());
    }

    private static void publish(
            final TransactionalProducer producer, final String topic, final int partition, final String value) {
        final long result = producer.publisher(topic)
                .publish(new RecordDraft().partition(partition).value(value.getBytes()));
        assertTrue(result >= 0, () -> PublishResult.describe(result));
    }

    private List<String> read(final String topic, final Isolation isolation) {
        final List<String> values = new ArrayList<>();
        try (Subscription subscription = engine.subscribe(
                topic, StartAt.earliest(), SubscriptionConfig.defaults().withIsolation(isolation))) {
            while (subscription.poll(record -> values.add(record.valueAsString()), 100) > 0) {
                engine.doWork();
            }
        }
        return values;
    }

    private static void assertError(final ErrorCode error, final Executable action) {
        assertEquals(error, assertThrows(ErrorCodeException.class, action).error());
    }
}
