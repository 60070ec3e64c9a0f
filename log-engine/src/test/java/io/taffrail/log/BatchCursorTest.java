/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCursorTest {
    private static final int RECORDS = 200_000;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();

    @Test
    void shouldGiveWholeRunsOfAllSegmentsHotAndCold() throws IOException {
        try (TestLog log = led(3_000);
                BatchCursor hot = log.log.replica().batches(0)) {
            assertEquals(3_000, walk(hot, 5_000));
            log.fallIdle();
            try (BatchCursor cold = log.log.replica().batches(17)) {
                assertTrue(cold.look(5_000) > 0);
                assertEquals(17, cold.baseOffset());
                assertEquals(3_000, walk(cold, 5_000));
                cold.seek(2_999);
                assertEquals(128, cold.look(1 << 20));
                assertEquals(128, cold.look(1), "the same again, and never less than a batch");
                cold.pass();
                cold.pass();
                assertEquals(0, cold.look(1), "at the end");
                cold.seek(3_001);
                assertEquals(BatchCursor.OUT_OF_RANGE, cold.look(1));
            }
        }
    }

    @Test
    void shouldStopAtTheFirstOpenClaimAndNotAtTheHighWatermark() throws IOException {
        try (TestLog log = led(10);
                Appender open = log.log.appender();
                Appender behind = log.log.appender();
                BatchCursor batches = log.log.replica().batches(0)) {
            open.tryClaim(4);
            TestLog.append(behind, "behind");

            assertEquals(10, walk(batches, 1 << 20));
            open.commit();
            assertEquals(12, walk(batches, 1 << 20));
        }
    }

    @Test
    void shouldAnswerOutOfRangeWhenRetentionDeletedItsPlace() throws IOException {
        final TopicSettings settings = TestLog.small().retentionBytes(64 * 1024).build();
        replication.highWatermark = Long.MAX_VALUE;
        try (TestLog log = replication.open(new FileStorage(), directory, settings);
                Appender appender = log.log.appender();
                BatchCursor lost = log.log.replica().batches(0);
                BatchCursor held = log.log.replica().batches(0)) {
            TestLog.appendMany(appender, 100);
            assertTrue(held.look(1) > 0);
            final UnsafeBuffer before = new UnsafeBuffer(new byte[held.length()]);
            held.buffer().getBytes(held.index(), before, 0, before.capacity());
            TestLog.appendMany(appender, 5_000);
            log.retain();
            log.retain();
            assertTrue(log.log.logStartOffset() > 0);

            assertEquals(BatchCursor.OUT_OF_RANGE, lost.look(1));
            final UnsafeBuffer after = new UnsafeBuffer(new byte[held.length()]);
            held.buffer().getBytes(held.index(), after, 0, after.capacity());
            assertEquals(before, after, "what it holds stays mapped");
            lost.seek(log.log.logStartOffset());
            assertEquals(5_100, walk(lost, 1 << 16));
            assertEquals(1, log.log.replica().lastTerm());
            assertEquals(new TermBoundary(1, 5_100), log.log.replica().endOfTerm(1));
        }
    }

    @Test
    void shouldAllocateNothingWhileItFollowsTheTail() throws IOException {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        final TopicSettings settings =
                TestLog.small().segmentBytes(1 << 20).retentionBytes(8 << 20).build();
        final Copies copies = new Copies();
        copies.highWatermark = Long.MAX_VALUE;
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[64 * 1024]);
        try (TestLog log = copies.open(new FileStorage(), directory.resolve("leading"), settings);
                TestLog other = copies.open(new FileStorage(), directory.resolve("following"), settings);
                Appender appender = log.startDuties().log.appender();
                BatchCursor batches = log.log.replica().batches(0)) {
            other.log.fence();
            final FollowerAppender follower = other.startDuties().log.replica().follow();
            long before = 0;
            for (int i = 0; i < RECORDS; i++) {
                if (i == RECORDS / 2) {
                    before = threads.getThreadAllocatedBytes(thread);
                }
                appender.append(frame, 0, 40);
                step(batches, follower, frame);
            }
            final long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertTrue(allocated < 4_096, () -> "allocated=" + allocated);
            assertTrue(other.log.rolls() > 3);
            other.assertNoErrors();
        }
    }

    private static void step(final BatchCursor batches, final FollowerAppender follower, final UnsafeBuffer frame) {
        final int length = batches.look(frame.capacity());
        if (length > 0) {
            frame.putBytes(0, batches.buffer(), batches.index(), length);
            long taken = follower.append(frame, 0, length);
            while (taken == PublishResult.BACK_PRESSURED) {
                Thread.onSpinWait();
                taken = follower.append(frame, 0, length);
            }
            if (taken != length) {
                throw new AssertionError(FollowerAppender.describe(taken));
            }
            batches.pass();
        }
    }

    private static long walk(final BatchCursor batches, final int maxBytes) {
        int length = batches.look(maxBytes);
        while (length > 0) {
            assertTrue(length <= maxBytes, "length=" + length);
            assertEquals(batches.nextOffset(), batches.baseOffset());
            batches.pass();
            length = batches.look(maxBytes);
        }
        assertEquals(0, length);
        return batches.nextOffset();
    }

    private TestLog led(final int records) throws IOException {
        final TestLog leader = replication.open(directory);
        try (Appender publisher = leader.log.appender()) {
            TestLog.appendMany(publisher, records);
        }
        leader.turn();
        return leader;
    }
}
