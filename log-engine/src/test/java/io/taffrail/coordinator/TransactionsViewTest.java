/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.engine.TopicDescription;
import io.taffrail.log.OpenTransaction;
import io.taffrail.log.ProducerAppender;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionRequest;
import io.taffrail.transaction.TransactionState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who only look see of transactions, compared with what their coordinator knows. */
@Timeout(60)
class TransactionsViewTest {
    private static final int STEPS = 300;
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);
    private static final long NOBODY = 7;

    @TempDir
    Path directory;

    @Test
    void shouldSeeNothingAndMakeNothingWhenThereNeverWasATransaction() {
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(List.of(), TransactionsView.read(engine).list());
            assertEquals(
                    TransactionState.DEAD,
                    TransactionsView.read(engine).describe("x").state());
            assertFalse(engine.hasTopic(TransactionCoordinator.STATE_TOPIC));
        }
    }

    @Test
    void shouldSeeWhatTheCoordinatorKnowsWhateverProducersDo() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final List<TransactionDescription> last;
        try (LogEngine engine = LogEngine.open(directory);
                LogDirectory beside = LogDirectory.open(directory)) {
            engine.topics().create("orders", 2, Map.of());
            final TransactionCoordinator coordinator = TransactionCoordinator.of(engine);
            final Map<String, TransactionAnswer.Assigned> producers = new HashMap<>();
            for (int i = 0; i < STEPS; i++) {
                step(coordinator, producers, random);
                if (i % 50 == 49) {
                    assertEquals(
                            coordinator.list(), TransactionsView.read(beside).list(), "seed=" + seed + " step=" + i);
                    assertEquals(
                            coordinator.list(), TransactionsView.read(engine).list(), "seed=" + seed + " step=" + i);
                }
            }
            last = coordinator.list();
        }
        try (LogDirectory after = LogDirectory.open(directory)) {
            final TransactionsView view = TransactionsView.read(after);
            assertEquals(last, view.list());
            last.forEach(one -> assertEquals(one, view.describe(one.transactionalId())));
        }
    }

    private static void step(
            final TransactionCoordinator coordinator,
            final Map<String, TransactionAnswer.Assigned> producers,
            final SplittableRandom random) {
        final String id = "x" + random.nextInt(6);
        final TransactionAnswer.Assigned producer = producers.get(id);
        final int what = producer == null ? 0 : random.nextInt(8);
        if (what == 0) {
            keep(producers, id, ask(coordinator, TransactionRequest.InitProducerId.anew(id, 60_000)));
        } else if (what < 5) {
            ask(
                    coordinator,
                    new TransactionRequest.AddPartitions(
                            id,
                            producer.producerId(),
                            producer.producerEpoch(),
                            Set.of(random.nextBoolean() ? P0 : P1)));
        } else if (what < 7) {
            final TransactionRequest end = new TransactionRequest.End(
                    id, producer.producerId(), producer.producerEpoch(), random.nextBoolean());
            keep(producers, id, ask(coordinator, end));
        } else {
            ask(coordinator, new TransactionRequest.Abort(id));
        }
    }

    private static void keep(
            final Map<String, TransactionAnswer.Assigned> producers, final String id, final TransactionAnswer answer) {
        if (answer.error() == ErrorCode.NONE) {
            producers.put(id, (TransactionAnswer.Assigned) answer);
        }
    }

    @Test
    void shouldFindWhatHangsAndLeaveWhatIsOngoing() {
        try (LogEngine engine = LogEngine.open(directory);
                LogDirectory beside = LogDirectory.open(directory)) {
            engine.topics().create("orders", 2, Map.of());
            final TransactionAnswer.Assigned producer = begin(engine, "x", P0);
            append(engine, P0, NOBODY, (short) 3);
            append(engine, P0, producer.producerId(), producer.producerEpoch());
            append(engine, P1, producer.producerId(), producer.producerEpoch()); // it was not added

            final List<HangingTransaction> hanging = HangingTransactions.find(engine, List.of(P0, P1));

            assertEquals(
                    List.of(P0 + " 7/3 0", P1 + " " + producer.producerId() + "/0 0"),
                    hanging.stream()
                            .map(one -> one.partition() + " " + one.producerId() + "/" + one.producerEpoch() + " "
                                    + one.startOffset())
                            .toList());
            assertEquals(hanging, HangingTransactions.find(beside, List.of(P0, P1)));
            assertEquals("x", TransactionsView.read(engine).transactionalIdOf(producer.producerId(), P0));
            assertNull(TransactionsView.read(engine).transactionalIdOf(producer.producerId(), P1));
            assertEquals(
                    ErrorCode.INVALID_TXN_STATE,
                    assertThrows(ErrorCodeException.class, () -> HangingTransactions.abort(engine, P0, 1))
                            .error());
            assertThrows(IllegalArgumentException.class, () -> HangingTransactions.abort(engine, P0, 2));
            assertEquals(List.of(new OpenTransaction(NOBODY, (short) 3, 0)), HangingTransactions.abort(engine, P0, 0));
            assertEquals(1, HangingTransactions.abort(engine, P1, 0).size());
            assertEquals(List.of(), HangingTransactions.find(engine, List.of(P0, P1)));
            assertEquals(
                    List.of(new OpenTransaction(producer.producerId(), producer.producerEpoch(), 1)),
                    engine.partition("orders", 0).openTransactions());
            assertEquals(1, engine.offsets("orders", 0).lastStableOffset());
            assertEquals(2, engine.offsets("orders", 1).lastStableOffset());

            final TransactionRequest end =
                    new TransactionRequest.End("x", producer.producerId(), producer.producerEpoch(), true);
            assertEquals(
                    ErrorCode.NONE,
                    ask(TransactionCoordinator.of(engine), end).error(),
                    "what was written in its name does not fence the coordinator");
            assertEquals(List.of(), engine.partition("orders", 0).openTransactions());
        }
    }

    /** It is open when the partition is looked at, and complete when the log of the transactions is read. */
    @Test
    void shouldNotTakeForHangingWhatEndsWhileItLooks() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1, Map.of());
            final TransactionAnswer.Assigned producer = begin(engine, "x", P0);
            append(engine, P0, producer.producerId(), producer.producerEpoch());
            final Runnable commit = () -> ask(
                    TransactionCoordinator.of(engine),
                    new TransactionRequest.End("x", producer.producerId(), producer.producerEpoch(), true));

            assertEquals(List.of(), HangingTransactions.find(new Busy(engine, commit), List.of(P0)));
            assertEquals(
                    TransactionState.COMPLETE_COMMIT,
                    TransactionsView.read(engine).describe("x").state());
        }
    }

    private static TransactionAnswer.Assigned begin(
            final LogEngine engine, final String id, final TopicPartition partition) {
        final TransactionCoordinator coordinator = TransactionCoordinator.of(engine);
        final TransactionAnswer.Assigned producer =
                (TransactionAnswer.Assigned) ask(coordinator, TransactionRequest.InitProducerId.anew(id, 60_000));
        final TransactionAnswer added = ask(
                coordinator,
                new TransactionRequest.AddPartitions(
                        id, producer.producerId(), producer.producerEpoch(), Set.of(partition)));
        assertEquals(ErrorCode.NONE, added.error());
        return producer;
    }

    private static void append(
            final LogEngine engine, final TopicPartition to, final long producerId, final short epoch) {
        final UnsafeBuffer value = new UnsafeBuffer("value".getBytes(StandardCharsets.UTF_8));
        try (ProducerAppender appender = ProducerAppender.transactional(
                engine.partition(to.topic(), to.partition()).log(), producerId, epoch)) {
            assertEquals(0, Math.min(0, appender.append(0, value, 0, value.capacity())));
        }
    }

    private static TransactionAnswer ask(final TransactionCoordinator coordinator, final TransactionRequest request) {
        final AtomicReference<TransactionAnswer> answer = new AtomicReference<>();
        coordinator.request(request, answer::set);
        return answer.get();
    }

    /** An engine in which something happens just before the log of the transactions is read. */
    private record Busy(LogEngine engine, Runnable happens) implements LogSource {
        @Override
        public List<TopicDescription> listTopics() {
            return engine.listTopics();
        }

        @Override
        public boolean hasTopic(final String topic) {
            return engine.hasTopic(topic);
        }

        @Override
        public TopicDescription describeTopic(final String topic) {
            return engine.describeTopic(topic);
        }

        @Override
        public Subscription subscribe(final String topic, final StartAt start, final SubscriptionConfig config) {
            if (topic.equals(TransactionCoordinator.STATE_TOPIC)) {
                happens.run();
            }
            return engine.subscribe(topic, start, config);
        }

        @Override
        public PartitionOffsets offsets(final String topic, final int partition) {
            return engine.offsets(topic, partition);
        }
    }
}
