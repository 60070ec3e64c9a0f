/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An idempotent producer publishes while terms end under it, with other claims open, so that batches of it are dropped. It goes back
 * as far as it is told to. Whatever happens, the log holds each sequence once and in order.
 */
class ProducerFenceRoundsTest {
    private static final int ROUNDS = Integer.getInteger("taffrail.producers.rounds", 60);
    private static final long ID = 7;
    private static final int KEPT = 20;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean isRunning = true;
    private volatile int reached;

    @Test
    void shouldKeepEverySequenceOnceWhenTermsEndMeanwhile() throws IOException {
        try (TestLog log = replication.led(directory).givingUpAfterMs(50).startDuties()) {
            final Thread publisher = start(() -> publish(log));
            // Of a producer that a cut left nothing of, any sequence is accepted, as in Kafka: some records stay for
            // good.
            Await.until("something is published", () -> reached > KEPT || failure.get() != null);
            final Thread disturber = start(() -> disturb(log));
            int cuts = 0;
            for (int round = 0; round < ROUNDS; round++) {
                final int from = reached;
                Await.until("something is published", () -> reached != from || failure.get() != null);
                log.log.fence();
                if (round % 5 == 0) {
                    final long end = log.log.endOffset();
                    final long to = boundaryBefore(log, end);
                    log.log.replica().truncate(to);
                    cuts += to < end ? 1 : 0;
                }
                log.log.replica().lead(log.log.term() + 1);
            }
            isRunning = false;
            Await.ended(publisher);
            Await.ended(disturber);
            assertNull(failure.get(), () -> "failure=" + failure.get());
            assertTrue(cuts > 0);
            check(log);
            log.assertNoErrors();
        }
    }

    /** Where the last batch but three begins. */
    private static long boundaryBefore(final TestLog log, final long end) {
        final List<Long> last = new ArrayList<>();
        try (BatchCursor batches = log.log.replica().batches(Math.max(0, end - 6))) {
            while (batches.look(1) > 0) {
                last.add(batches.baseOffset());
                batches.pass();
            }
        }
        return last.size() < 4 ? end : last.get(last.size() - 4);
    }

    private void publish(final TestLog log) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[64]);
        int sequence = 0;
        try (ProducerAppender producer = log.log.producer(ID, (short) 0)) {
            while (isRunning) {
                value.putInt(0, sequence, ByteOrder.LITTLE_ENDIAN);
                final long result = producer.append(sequence, value, 0, 64);
                if (result >= 0) {
                    sequence++;
                    reached = sequence;
                } else if (result == PublishResult.OUT_OF_ORDER_SEQUENCE) {
                    assertTrue(sequence > 0, "nothing is before the first");
                    sequence--;
                } else {
                    assertTrue(
                            PublishResult.isRetriable(result) || result == PublishResult.FENCED,
                            () -> PublishResult.describe(result));
                }
            }
        }
    }

    /** Claims that are open for a while, in front of the producer's. */
    private void disturb(final TestLog log) {
        try (Appender plain = log.log.appender()) {
            while (isRunning) {
                if (plain.tryClaim(64) >= 0) {
                    plain.buffer().putInt(plain.valueIndex(), -1, ByteOrder.LITTLE_ENDIAN);
                    final int from = reached;
                    for (int i = 0; i < 10_000 && reached - from < 3; i++) {
                        Thread.onSpinWait();
                    }
                    plain.commit();
                }
            }
        }
    }

    private static void check(final TestLog log) {
        final int[] expected = {0};
        try (PartitionReader reader = log.reader()) {
            ((Copies) log.log.context().replication()).highWatermark = log.log.endOffset();
            while (reader.poll(
                            record -> {
                                final int sequence =
                                        record.buffer().getInt(record.valueIndex(), ByteOrder.LITTLE_ENDIAN);
                                if (sequence >= 0) {
                                    assertEquals(expected[0], sequence, "offset=" + record.offset());
                                    expected[0]++;
                                }
                            },
                            1_000)
                    > 0) {
                continue;
            }
        }
        assertTrue(expected[0] > 0);
    }

    private Thread start(final Runnable work) {
        final Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((which, error) -> failure.compareAndSet(null, error));
        thread.start();
        return thread;
    }
}
