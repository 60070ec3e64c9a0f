/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.ProducerIdentity;
import io.taffrail.engine.ProducerTransaction;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.PublisherConfig;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.PublishResult;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.Threading;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionRequest;
import io.taffrail.transaction.TransactionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies at each step of a transaction, the producer's and the coordinator's: what its directory holds then is
 * opened by another engine, and the transaction is all there, or not at all, and over.
 */
@Timeout(120)
class TransactionStepsCrashTest {
    private static final String ID = "transfers";
    private static final String GROUP = "g";
    private static final TopicPartition A = new TopicPartition("a", 0);

    @TempDir
    private Path directory;

    /** The process is gone; nothing catches it. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at one of the moments that it is told of. */
    private static final class Fate {
        private final int deadly;
        private final List<String> moments = new ArrayList<>();
        private long producerId = -1;

        Fate(final int deadly) {
            this.deadly = deadly;
        }

        void at(final String moment) {
            moments.add(moment);
            if (moments.size() == deadly) {
                throw new Died();
            }
        }
    }

    @Test
    void shouldBeAllThereOrNotAtAllWhenItsProcessDiesAtAnyStep() throws IOException {
        for (final boolean isCommit : new boolean[] {true, false}) {
            boolean hasLived = false;
            int outcomes = 0;
            for (int deadly = 1; !hasLived; deadly++) {
                final Path dead = directory.resolve(isCommit + "-" + deadly);
                final Fate fate = new Fate(deadly);
                hasLived = live(dead, fate, isCommit);
                final Path copy = directory.resolve("copy-" + isCommit + "-" + deadly);
                copy(dead, copy);
                final boolean isThere = wake(copy, fate.producerId, "moments=" + fate.moments);
                assertEquals(isCommit && isDecided(fate.moments), isThere, () -> "moments=" + fate.moments);
                outcomes |= isThere ? 2 : 1;
                assertTrue(deadly < 100, "it never lived to the end");
            }
            assertEquals(isCommit ? 3 : 1, outcomes, "not every outcome was seen");
        }
    }

    private static boolean isDecided(final List<String> moments) {
        return moments.stream().anyMatch(moment -> moment.startsWith("before marker"));
    }

    /** Whether it lived to the end; the engine is left as it is. */
    private static boolean live(final Path at, final Fate fate, final boolean isCommit) {
        final LogEngine engine = open(at);
        engine.topics().create("a", 1);
        engine.topics().create("b", 1);
        assertEquals(0, engine.publisher("a").publish("k", "plain"));
        final TransactionCoordinator coordinator = coordinator(engine, fate);
        final GroupCoordinator groups =
                GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")));
        try {
            final ProducerIdentity producer =
                    init(coordinator, new ProducerTransactionOf(coordinator, fate, "lost"), ErrorCode.NONE);
            final ProducerTransactionOf transaction = new ProducerTransactionOf(coordinator, fate, "lost");
            transaction.identity = producer;
            final PublisherConfig config = PublisherConfig.defaults().withTransaction(transaction);
            fate.producerId = producer.producerId();
            fate.at("begun");
            final Publisher toA = engine.publisher("a", config);
            publish(toA, "a1", fate);
            publish(engine.publisher("b", config), "b1", fate);
            publish(toA, "a2", fate);
            final TopicPartition offsets = groups.partitionOf(GROUP);
            transaction.join(offsets.topic(), offsets.partition());
            groups.request(
                    new GroupRequest.CommitInTransaction(
                            GROUP,
                            -1,
                            GroupRequest.Identity.NONE,
                            producer.producerId(),
                            producer.epoch(),
                            Map.of(A, new OffsetAndMetadata(1, 1, ""))),
                    answer -> assertEquals(ErrorCode.NONE, answer.error()));
            fate.at("offsets sent");
            coordinator.request(
                    new TransactionRequest.End(ID, producer.producerId(), producer.epoch(), isCommit),
                    answer -> assertEquals(ErrorCode.NONE, answer.error()));
            fate.at("ended");
            return true;
        } catch (final Died ex) {
            return false;
        }
    }

    /** Open what a dead process left: whether its transaction is there. */
    private static boolean wake(final Path at, final long lost, final String message) {
        try (LogEngine engine = open(at)) {
            final TransactionCoordinator coordinator = coordinator(engine, new Fate(-1));
            final GroupCoordinator groups =
                    GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")));
            final ProducerIdentity next =
                    init(coordinator, new ProducerTransactionOf(coordinator, new Fate(-1), "next"), null);
            assertTrue(coordinator.describe(ID).state() != TransactionState.ONGOING, message);
            assertNotEquals(lost, next.producerId(), "an epoch of it may have been forgotten: " + message);
            final Set<String> seen = new HashSet<>(read(engine, "a", Isolation.READ_COMMITTED));
            seen.addAll(read(engine, "b", Isolation.READ_COMMITTED));
            assertTrue(seen.remove("plain"), message);
            final OffsetAndMetadata committed = groups.committed(GROUP, A);
            final boolean isThere = !seen.isEmpty();
            assertEquals(isThere ? Set.of("a1", "b1", "a2") : Set.of(), seen, message);
            assertEquals(isThere, committed != null, message);
            assertEquals(ErrorCode.NONE, groups.committed(GROUP, A, true).error(), "nothing is undecided: " + message);

            final ProducerTransactionOf transaction = new ProducerTransactionOf(coordinator, new Fate(-1), "next");
            transaction.identity = next;
            try (Publisher publisher =
                    engine.publisher("b", PublisherConfig.defaults().withTransaction(transaction))) {
                assertTrue(publisher.publish("k", "next") >= 0, message);
            }
            coordinator.request(new TransactionRequest.End(ID, next.producerId(), next.epoch(), true), answer -> {});
            final List<String> after = read(engine, "b", Isolation.READ_COMMITTED);
            assertEquals("next", after.get(after.size() - 1), message);
            return isThere;
        }
    }

    private static void publish(final Publisher publisher, final String value, final Fate fate) {
        final long result = publisher.publish("k", value);
        assertTrue(result >= 0, () -> PublishResult.describe(result));
        fate.at("published " + value);
    }

    private static ProducerIdentity init(
            final TransactionCoordinator coordinator, final ProducerTransactionOf who, final ErrorCode expected) {
        for (int i = 0; i < 100; i++) {
            final List<TransactionAnswer> answers = new ArrayList<>();
            coordinator.request(TransactionRequest.InitProducerId.anew(ID, 60_000), answers::add);
            final TransactionAnswer.Assigned assigned = (TransactionAnswer.Assigned) answers.get(0);
            if (assigned.error() == ErrorCode.NONE) {
                return new ProducerIdentity(assigned.producerId(), assigned.producerEpoch());
            }
            assertTrue(expected == null && assigned.error() == ErrorCode.CONCURRENT_TRANSACTIONS, who.name);
            coordinator.doWork();
        }
        throw new AssertionError("never became the producer");
    }

    private static TransactionCoordinator coordinator(final LogEngine engine, final Fate fate) {
        return TransactionCoordinator.start(
                engine,
                TransactionCoordinatorConfig.of(Map.of("transaction.state.log.num.partitions", "1")),
                CoordinatorClock.SYSTEM,
                of -> new Markers() {
                    private final Markers real = new MarkerWriter(of);

                    @Override
                    public boolean tryWrite(final PendingMarker marker, final int term) {
                        fate.at("before marker " + marker.partition());
                        final boolean isWritten = real.tryWrite(marker, term);
                        fate.at("behind marker " + marker.partition());
                        return isWritten;
                    }

                    @Override
                    public void forget(final String topic) {
                        real.forget(topic);
                    }

                    @Override
                    public void close() {
                        real.close();
                    }
                });
    }

    private static LogEngine open(final Path at) {
        return LogEngine.open(
                at, EngineConfig.builder().threading(Threading.INVOKER).build());
    }

    private static List<String> read(final LogEngine engine, final String topic, final Isolation isolation) {
        final List<String> values = new ArrayList<>();
        try (Subscription subscription = engine.subscribe(
                topic, StartAt.earliest(), SubscriptionConfig.defaults().withIsolation(isolation))) {
            while (subscription.poll(record -> values.add(record.valueAsString()), 100) > 0) {
                engine.doWork();
            }
        }
        return values;
    }

    /** As they are at one moment: nobody writes. */
    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    final Path target = to.resolve(from.relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                } catch (final IOException ex) {
                    throw new UncheckedIOException(ex);
                }
            });
        }
    }

    /** The steps of a producer that joins partitions. */
    private static final class ProducerTransactionOf implements ProducerTransaction {
        private final TransactionCoordinator coordinator;
        private final Fate fate;
        private final String name;
        private ProducerIdentity identity;

        ProducerTransactionOf(final TransactionCoordinator coordinator, final Fate fate, final String name) {
            this.coordinator = coordinator;
            this.fate = fate;
            this.name = name;
        }

        @Override
        public ProducerIdentity producer() {
            return identity;
        }

        @Override
        public void join(final String topic, final int partition) {
            coordinator.request(
                    new TransactionRequest.AddPartitions(
                            ID, identity.producerId(), identity.epoch(), Set.of(new TopicPartition(topic, partition))),
                    answer -> assertEquals(ErrorCode.NONE, answer.error()));
            fate.at("joined " + topic);
        }
    }
}
