/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.Consumer;
import io.taffrail.engine.ChildJvm;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.settings.Isolation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that consumes, processes and produces in transactions is killed again and again (SIGKILL): each record was moved
 * to both topics once, and the consumer's place says the same. {@code -Dtaffrail.transactions.lives=N} for more lives.
 */
class KilledProducerCrashTest {
    private static final int LIVES = Integer.getInteger("taffrail.transactions.lives", 6);

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();

    @Test
    void shouldMoveEachRecordOnceToBothTopics() throws IOException {
        final Random random = new Random(seed);
        long last = 0;
        for (int life = 0; life < LIVES; life++) {
            try (ChildJvm child = ChildJvm.start(TransferringMain.class, directory, random.nextLong())) {
                for (int i = 1 + random.nextInt(2_000); i > 0; i--) {
                    last = Long.parseLong(
                            child.awaitLine(TransferringMain.MOVED).substring(TransferringMain.MOVED.length()));
                }
                LockSupport.parkNanos(random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(1)));
                child.kill();
            }
            last = check(last, "life=" + life + " seed=" + seed);
        }
        System.out.println("killed producers: lives=" + LIVES + " moved=" + last + " seed=" + seed);
    }

    private long check(final long last, final String message) {
        try (LogEngine engine = LogEngine.open(directory)) {
            TransferringMain.producer(engine).close(); // what was left open is aborted
            try (Consumer consumer = TransferringMain.consumer(engine)) {
                consumer.assign(Set.of(TransferringMain.IN));
                final long moved = consumer.position(TransferringMain.IN);
                assertTrue(moved >= last, () -> "moved=" + moved + " said=" + last + " " + message);
                final List<Long> expected = LongStream.range(0, moved).boxed().toList();
                assertEquals(expected, read(engine, TransferringMain.LEFT, message), message);
                assertEquals(expected, read(engine, TransferringMain.RIGHT, message), message);
                return moved;
            }
        }
    }

    private static List<Long> read(final LogEngine engine, final String topic, final String message) {
        final SortedSet<Long> offsets = new TreeSet<>();
        try (Subscription subscription = engine.subscribe(
                topic, StartAt.earliest(), SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED))) {
            while (subscription.poll(
                            record -> assertTrue(
                                    offsets.add(Long.parseLong(record.valueAsString())),
                                    () -> "twice: " + record.valueAsString() + " " + message),
                            100)
                    > 0) {
                // until there are no more
            }
            for (final int partition : subscription.partitions()) {
                assertEquals(subscription.endOffset(partition), subscription.position(partition), message);
            }
        }
        return List.copyOf(offsets);
    }
}
