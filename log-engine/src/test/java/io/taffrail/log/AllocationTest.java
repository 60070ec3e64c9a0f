/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishing, polling and following allocate nothing once warm, rolls included. {@code -Dtaffrail.allocation.records=10000000} makes
 * the run as long as one likes.
 */
class AllocationTest {
    private static final int RECORDS = Integer.getInteger("taffrail.allocation.records", 500_000);
    private static final int WARM_UP = 100_000;
    private static final TopicSettings SETTINGS = TestLog.small()
            .segmentBytes(1024 * 1024)
            .retentionBytes(64 * 1024 * 1024)
            .build();

    /** For what the JVM itself may do in our thread, not for anything that happens per record or per roll. */
    private static final long SLACK_BYTES = 2_048;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer value = new UnsafeBuffer(new byte[40]);

    @TempDir
    Path directory;

    private interface Step {
        /** One publish or poll; false ends the test. */
        boolean run();
    }

    @Test
    void shouldAllocateNothingWhenPublishingSingleRecords() throws IOException {
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                Appender appender = test.log.appender()) {
            measure("append", test, 1, () -> appender.append(value, 0, 40) >= 0);
        }
    }

    @Test
    void shouldAllocateNothingWhenPublishingDrafts() throws IOException {
        final RecordDraft draft = new RecordDraft()
                .key(new byte[8])
                .value(value, 0, 20)
                .header("name", new byte[4])
                .timestamp(7);
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                Appender appender = test.log.appender()) {
            measure("draft", test, 1, () -> appender.append(draft) >= 0);
        }
    }

    @Test
    void shouldAllocateNothingWhenClaiming() throws IOException {
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                Appender appender = test.log.appender()) {
            measure("claim", test, 1, () -> {
                final boolean isClaimed = appender.tryClaim(40) >= 0;
                appender.buffer().putLong(appender.valueIndex(), 1);
                return isClaimed && appender.commit() >= 0;
            });
        }
    }

    @Test
    void shouldAllocateNothingWhenReadingCommittedRecords() throws IOException {
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                ProducerAppender producer = ProducerAppender.transactional(test.log, 7, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(test.log)) {
            final int records = 300_000;
            for (int i = 0; i < records; i++) {
                assertTrue(producer.append(i % 10, value, 0, 40) >= 0);
                if (i % 10 == 9) {
                    final short next = (short) (producer.epoch() + 1);
                    assertTrue(coordinator.end(7, next, next % 2 == 0, 1) >= 0);
                    producer.beginEpoch(next);
                }
            }
            final PartitionReader reader = test.reader().isolation(Isolation.READ_COMMITTED);
            final RecordHandler handler = record -> {};
            run("committed", test, records / 4, () -> reader.poll(handler, 1) > 0);
            final long before = allocated();
            run("committed", test, records / 4 - 100, () -> reader.poll(handler, 1) > 0);
            final long bytes = allocated() - before;
            assertTrue(bytes < 16L * records / 40, () -> "an object for each transaction: bytes=" + bytes);
            test.assertNoErrors();
        }
    }

    @Test
    void shouldAllocateNothingWhenPublishingForAProducer() throws IOException {
        final int[] sequence = {0};
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                ProducerAppender producer = test.log.producer(7, (short) 0)) {
            measure("producer", test, 1, () -> {
                final boolean isAppended = producer.append(sequence[0], value, 0, 40) >= 0;
                return isAppended && producer.append(sequence[0]++, value, 0, 40) >= 0; // a repetition
            });
        }
    }

    @Test
    void shouldAllocateNothingWhenPublishingBatches() throws IOException {
        final BatchDraft batch = new BatchDraft();
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                Appender appender = test.log.appender()) {
            measure("batch", test, 16, () -> {
                batch.clear();
                for (int i = 0; i < 16; i++) {
                    batch.add(value, 0, 40);
                }
                return appender.append(batch) >= 0;
            });
        }
    }

    @Test
    void shouldAllocateNothingWhenPolling() throws IOException {
        final long[] sum = new long[1];
        final RecordHandler handler = record -> sum[0] += record.valueLength();
        try (TestLog test = TestLog.open(directory, SETTINGS).startDuties();
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            measure("poll", test, 1, () -> {
                final boolean isAppended = appender.append(value, 0, 40) >= 0;
                return isAppended && reader.poll(handler, 10) >= 0;
            });
        }
    }

    @Test
    void shouldAllocateNothingWhenPollingColdSegments() throws IOException {
        final TopicSettings keepAll = TestLog.small().segmentBytes(1024 * 1024).build();
        try (TestLog test = TestLog.open(directory, keepAll).startDuties();
                Appender appender = test.log.appender()) {
            for (int i = 0; i < RECORDS + WARM_UP; i++) {
                appender.append(value, 0, 40);
            }
        }
        final long[] sum = new long[1];
        final RecordHandler handler = record -> sum[0] += record.valueLength();
        try (TestLog test = TestLog.open(directory, keepAll);
                PartitionReader reader = test.reader()) {
            for (int i = 0; i < WARM_UP / 10; i++) {
                reader.poll(handler, 10);
            }
            final long before = allocated();
            int polled;
            int files = 0;
            do {
                polled = reader.poll(handler, 100);
            } while (polled > 0);
            files = test.log.segments().length;
            final long bytes = allocated() - before;
            assertTrue(bytes <= SLACK_BYTES + files * 4_096L, "only opening a file may allocate: bytes=" + bytes);
        }
    }

    /** All that the thread does that carries a log to a follower's, with frames from several buffers in turn. */
    @Test
    void shouldAllocateNothingWhenFollowing() throws IOException {
        final Copies replication = new Copies();
        replication.highWatermark = Long.MAX_VALUE;
        final UnsafeBuffer[] frames = new UnsafeBuffer[4];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new UnsafeBuffer(ByteBuffer.allocateDirect(64 * 1024), i * 64, 32 * 1024);
        }
        try (TestLog leader = replication.led(new FileStorage(), directory.resolve("leading"), SETTINGS);
                TestLog test = replication.open(new FileStorage(), directory.resolve("following"), SETTINGS);
                Appender publisher = leader.startDuties().log.appender();
                BatchCursor batches = leader.log.replica().batches(0)) {
            final FollowerAppender follower = test.startDuties().log.replica().follow();
            final int[] step = new int[1];
            measure("follow", test, 1, () -> {
                final boolean isAppended = publisher.append(value, 0, 40) >= 0;
                final UnsafeBuffer frame = frames[step[0]++ % frames.length];
                return isAppended
                        && carry(leader.log.replica(), batches, follower, frame)
                        && isSame(batches, test.log.replica());
            });
        }
    }

    private static boolean carry(
            final ReplicaLog leader,
            final BatchCursor batches,
            final FollowerAppender follower,
            final UnsafeBuffer frame) {
        while (batches.nextOffset() < leader.endOffset()) {
            final int length = batches.look(frame.capacity());
            frame.putBytes(0, batches.buffer(), batches.index(), length);
            long taken = follower.append(frame, 0, length);
            while (taken == PublishResult.BACK_PRESSURED) {
                Thread.onSpinWait();
                taken = follower.append(frame, 0, length);
            }
            if (taken != length) {
                return false;
            }
            batches.pass();
        }
        return true;
    }

    private static boolean isSame(final BatchCursor batches, final ReplicaLog follower) {
        final int term = follower.lastTerm();
        return follower.endOffset() == batches.nextOffset()
                && term == batches.lastTerm()
                && follower.floorTerm(term + 1) == term
                && follower.endOfFloorTerm(term) == batches.nextOffset()
                && follower.highWatermark() >= 0;
    }

    private void measure(final String what, final TestLog test, final int recordsPerStep, final Step step) {
        run(what, test, WARM_UP / recordsPerStep, step);
        final long rolls = test.log.rolls();
        final long before = allocated();
        run(what, test, RECORDS / recordsPerStep, step);
        final long bytes = allocated() - before;
        assertTrue(test.log.rolls() - rolls > 10, "rolls=" + (test.log.rolls() - rolls));
        assertTrue(bytes <= SLACK_BYTES, () -> what + " allocated bytes=" + bytes + " records=" + RECORDS);
        test.assertNoErrors();
    }

    private static void run(final String what, final TestLog test, final int steps, final Step step) {
        for (int i = 0; i < steps; i++) {
            if (!step.run()) {
                throw new AssertionError(what + " failed: errors=" + test.errors);
            }
        }
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
