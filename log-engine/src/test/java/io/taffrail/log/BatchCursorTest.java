/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCursorTest {
    @TempDir
    Path directory;

    private final Copies replication = new Copies();

    @Test
    void shouldGiveWholeRunsOfAllSegmentsHotAndCold() throws IOException {
        try (TestLog log = led(3_000);
                BatchCursor hot = log.log.replica().batches(0)) {
            assertEquals(3_000, walk(hot, 5_000));
            assertTrue(hot.isMapped());
            log.fallIdle();
            try (BatchCursor cold = log.log.replica().batches(17)) {
                assertTrue(cold.look(5_000) > 0);
                assertEquals(17, cold.baseOffset());
                assertFalse(cold.isMapped());
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellTermAndChecksumOfTheLastBatchOfARun(final boolean isCold) throws IOException {
        try (TestLog log = led(2_000)) {
            for (int term = 2; term < 5; term++) {
                log.log.fence();
                log.log.replica().lead(term);
            }
            if (isCold) {
                log.fallIdle();
            }
            try (BatchCursor batches = log.log.replica().batches(0)) {
                assertEquals(0, batches.lastTerm());
                for (int bytes = 1; batches.look(bytes) > 0; bytes = bytes * 2 % 100_003) {
                    final BatchEnd expected = log.log.replica().batchBefore(batches.endOffset());
                    batches.pass();
                    assertEquals(expected.term(), batches.lastTerm());
                    assertEquals(expected.crc(), batches.lastCrc());
                }
                assertEquals(2_003, batches.nextOffset());
                assertEquals(4, batches.lastTerm());
            }
        }
    }

    /** What stands in a file may change; what is sent from there must be what was written. */
    @Test
    void shouldNotGiveAColdBatchThatWasDamaged() throws IOException {
        try (TestLog log = led(3_000)) {
            log.fallIdle();
            final Path file = InspectedLog.files(log.log.directory(), ".log").get(1);
            InspectedLog.flip(file, 40_000, 1);
            try (BatchCursor batches = log.log.replica().batches(0)) {
                final CorruptLogException damage = assertThrows(CorruptLogException.class, () -> walk(batches, 5_000));
                assertTrue(damage.getMessage().contains(file.toString()), damage::getMessage);
                assertTrue(batches.nextOffset() > 0);
                assertThrows(CorruptLogException.class, () -> batches.look(1 << 16), "and again");
                batches.seek(2_999);
                assertTrue(batches.look(1) > 0, "others are sound");
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
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
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

    /** A cursor may stand before the cut, at it, behind it or at the end, in the segment that is cut or in another. */
    @ParameterizedTest
    @ValueSource(longs = {0, 900, 1_499, 1_500, 1_501, 1_999, 2_000})
    void shouldAnswerOutOfRangeWhenTheLogWasTruncatedAnywhereSinceTheSeek(final long offset) throws IOException {
        try (TestLog log = led(2_000);
                BatchCursor looked = log.log.replica().batches(offset);
                BatchCursor sought = log.log.replica().batches(offset)) {
            looked.look(1);
            log.log.fence();
            log.log.replica().truncate(1_500);
            log.log.replica().lead(7);
            try (Appender publisher = log.log.appender()) {
                TestLog.appendMany(publisher, 1_000);
            }

            for (final BatchCursor cursor : List.of(looked, sought)) {
                assertEquals(BatchCursor.OUT_OF_RANGE, cursor.look(1));
                assertEquals(BatchCursor.OUT_OF_RANGE, cursor.look(1), "until another seek");
                cursor.pass();
                assertEquals(offset, cursor.nextOffset(), "nothing is passed");

                cursor.seek(offset);
                assertTrue(cursor.look(1) > 0);
                assertEquals(offset, cursor.baseOffset());
                assertEquals(offset < 1_500 ? 1 : 7, cursor.lastTerm());
                assertEquals(2_501, walk(cursor, 1 << 16));
            }
        }
    }

    @Test
    void shouldAnswerOutOfRangeWhenTheLogWasDiscardedSinceTheSeek() throws IOException {
        try (TestLog log = led(100);
                BatchCursor batches = log.log.replica().batches(50)) {
            batches.look(1);
            log.log.fence();
            log.log.replica().discard(50, 1);
            log.log.replica().lead(7);

            assertEquals(BatchCursor.OUT_OF_RANGE, batches.look(1));
            batches.seek(50);
            assertEquals(51, walk(batches, 1 << 16));
            assertEquals(7, batches.lastTerm());
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
        final TestLog leader = replication.led(directory);
        try (Appender publisher = leader.log.appender()) {
            TestLog.appendMany(publisher, records);
        }
        leader.turn();
        return leader;
    }
}
