/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Consumers in threads of their own come and go while records are published. Every record is seen, no partition is ever two
 * consumers' at the same time, and in the end all is committed.
 */
class ConsumerStressTest {
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 8;
    private static final int THREADS = 4;
    private static final int RECORDS = 200_000;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final int LEAVE_ONE_IN = 200;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();
    private final long startNs = System.nanoTime();
    private final AtomicIntegerArray owners = new AtomicIntegerArray(PARTITIONS);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger seenCount = new AtomicInteger();
    private final AtomicInteger generations = new AtomicInteger();
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicIntegerArray seen = new AtomicIntegerArray(RECORDS);

    @Test
    void shouldSeeEveryRecordThoughConsumersComeAndGo() throws InterruptedException {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, PARTITIONS);
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                final Random random = new Random(seed + i);
                threads.add(new Thread(() -> consume(engine, random), "consumer-" + i));
            }
            threads.forEach(Thread::start);
            publish(engine);
            for (final Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println("consumers: records=" + seenCount + " joins=" + generations + " seed=" + seed);

        assertNull(failure.get(), () -> "seed=" + seed + " " + failure.get());
        assertEquals(RECORDS, distinct.get(), "seed=" + seed);
        assertTrue(generations.get() > THREADS, "nobody came and went");
    }

    private void publish(final LogEngine engine) {
        try (Publisher publisher = engine.publisher(TOPIC)) {
            final RecordDraft draft = new RecordDraft();
            for (int i = 0; i < RECORDS; i++) {
                draft.clear()
                        .value(ByteBuffer.allocate(Integer.BYTES).putInt(i).array())
                        .partition(i % PARTITIONS);
                assertTrue(publisher.publish(draft) >= 0);
            }
        }
    }

    private void consume(final LogEngine engine, final Random random) {
        try {
            while (!isDone()) {
                consumeForAWhile(engine, random);
                if (System.nanoTime() - startNs > PATIENCE_NS) {
                    throw new AssertionError("waited in vain: seen=" + distinct + " "
                            + GroupCoordinator.of(engine).describe("g") + " committed="
                            + GroupCoordinator.of(engine).committed("g"));
                }
            }
        } catch (final Throwable ex) {
            failure.compareAndSet(null, ex);
        }
    }

    private boolean isDone() {
        return distinct.get() == RECORDS || failure.get() != null;
    }

    private void consumeForAWhile(final LogEngine engine, final Random random) {
        final ConsumerConfig config = ConsumerConfig.group("g")
                .offsetReset(OffsetReset.earliest())
                .autoCommit(false)
                .build();
        try (Consumer consumer = Consumer.open(engine, config)) {
            generations.incrementAndGet();
            consumer.subscribe(Set.of(TOPIC), new Owning());
            while (!isDone() && random.nextInt(LEAVE_ONE_IN) > 0) {
                final int polled = consumer.poll(
                        record -> note(ByteBuffer.wrap(record.value()).getInt()), 100);
                if (polled > 0) {
                    commit(consumer);
                }
            }
        }
    }

    /** A commit may come in the midst of a rebalance; the records are then seen again by whoever comes next. */
    private static void commit(final Consumer consumer) {
        try {
            consumer.commit();
        } catch (final ErrorCodeException ex) {
            switch (ex.error()) {
                case REBALANCE_IN_PROGRESS, ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID -> {}
                default -> throw ex;
            }
        }
    }

    private void note(final int number) {
        seenCount.incrementAndGet();
        if (seen.compareAndSet(number, 0, 1)) {
            distinct.incrementAndGet();
        }
    }

    /** Counts how many consumers hold a partition. */
    private final class Owning implements ConsumerListener {
        @Override
        public void onPartitionsAssigned(final Collection<TopicPartition> partitions) {
            for (final TopicPartition partition : partitions) {
                final int holders = owners.incrementAndGet(partition.partition());
                if (holders != 1) {
                    failure.compareAndSet(null, new AssertionError("partition=" + partition + " holders=" + holders));
                }
            }
        }

        @Override
        public void onPartitionsRevoked(final Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owners.decrementAndGet(partition.partition()));
        }
    }
}
