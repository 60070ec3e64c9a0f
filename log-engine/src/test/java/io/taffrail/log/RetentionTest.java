/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final TopicSettings KEEP_128K =
            TestLog.small().retentionBytes(128 * 1024).build();
    private static final int ENOUGH = 10_000;

    @TempDir
    Path directory;

    @Test
    void shouldKeepAtLeastTheBytesAskedForWhenBytesAreBounded() throws IOException {
        try (TestLog test = TestLog.open(directory, KEEP_128K);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.retain();
            final long start = test.log.logStartOffset();

            assertTrue(start > 0, "nothing was deleted");
            final long kept = Stream.of(test.log.segments())
                    .mapToLong(segment -> segment.isEnded() ? segment.endPosition() : 64 * 1024)
                    .sum();
            assertTrue(kept >= 128 * 1024 && kept <= 4 * 64 * 1024, "kept=" + kept);
            assertEquals(ENOUGH - start, test.readAll().size());
            assertEquals(test.log.segments().length, segmentFiles());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldFallIdleAndCloseCleanWhenSegmentsWereDeletedBeforeTheyWereForced() throws IOException {
        try (TestLog test = TestLog.open(directory, KEEP_128K);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.retain();

            test.fallIdle();
            TestLog.appendMany(appender, ENOUGH);
            test.retain();

            test.assertNoErrors();
            assertTrue(test.log.close(), "not clean");
        }
    }

    @Test
    void shouldForceWhatIsKeptWhenAskedAfterADeletion() throws IOException {
        try (TestLog test = TestLog.open(directory, KEEP_128K);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.retain();

            test.log.requestForce(ENOUGH);
            test.turn();

            assertEquals(ENOUGH, test.log.durableOffset());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldDeleteByAgeWhenTimePassed() throws IOException {
        final TopicSettings settings = TestLog.small().retentionMs(60_000).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.epochNs.addAndGet(TimeUnit.SECONDS.toNanos(59));
            test.retain();
            assertEquals(0, test.log.logStartOffset());

            test.epochNs.addAndGet(TimeUnit.SECONDS.toNanos(2));
            test.retain();

            final Segment[] left = test.log.segments();
            assertEquals(1, left.length, "only the segment being written stays");
            assertEquals(left[0].baseOffset(), test.log.logStartOffset());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldFollowSettingsThatChangeWhileRunning() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.retain();
            assertEquals(0, test.log.logStartOffset());

            test.log.onSettings(KEEP_128K);
            test.retain();
            final long start = test.log.logStartOffset();
            assertTrue(start > 0, "nothing was deleted");

            test.log.onSettings(TestLog.small().build());
            TestLog.appendMany(appender, ENOUGH);
            test.retain();
            assertEquals(start, test.log.logStartOffset());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldNeverMoveTheStartBackWhenReopened() throws IOException {
        long before = 0;
        for (int round = 0; round < 5; round++) {
            try (TestLog test = TestLog.open(directory, KEEP_128K);
                    Appender appender = test.log.appender()) {
                assertEquals(before, test.log.logStartOffset(), "after reopening");
                TestLog.appendMany(appender, ENOUGH);
                test.retain();
                assertTrue(test.log.logStartOffset() > before, "start=" + test.log.logStartOffset());
                before = test.log.logStartOffset();
                test.assertNoErrors();
                if (round % 2 == 0) {
                    test.log.close();
                } else {
                    test.abandon();
                }
            }
        }
    }

    @Test
    void shouldGoOnUndisturbedWhenTheSegmentBeingReadIsDeleted() throws IOException {
        try (TestLog test = TestLog.open(directory, KEEP_128K);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            TestLog.appendMany(appender, 10);
            final List<Long> seen = new ArrayList<>();
            reader.poll(record -> seen.add(record.offset()), 5);

            TestLog.appendMany(appender, ENOUGH);
            test.retain();
            test.retain();
            final long start = test.log.logStartOffset();
            int polled;
            do {
                polled = reader.poll(record -> seen.add(record.offset()), 1);
            } while (polled > 0);

            assertEquals(PartitionReader.OUT_OF_RANGE, polled);
            final long next = reader.position();
            assertTrue(next > 100 && next < start, "the segment was not read to its end: position=" + next);
            for (int i = 0; i < seen.size(); i++) {
                assertEquals(i, seen.get(i));
            }
            assertEquals(start - next, reader.lostRecords());
            reader.seekToEarliest();
            assertEquals(ENOUGH + 10 - start, TestLog.readAll(reader).size());
        }
    }

    @Test
    void shouldTellOtherProcessesOfADeletionWhenTheLogIsIdle() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.fallIdle();
            try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                    PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
                test.log.onSettings(KEEP_128K);
                test.retain();
                final long start = test.log.logStartOffset();
                assertTrue(start > 0, "nothing was deleted");

                assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1));
                assertEquals(start, reader.lostRecords());
                reader.seekToEarliest();
                assertEquals(ENOUGH - start, TestLog.readAll(reader).size());
            }
        }
    }

    @Test
    void shouldKeepWhatAnotherKeepsWhileThatDecides() throws IOException {
        final Copies copies = new Copies();
        copies.highWatermark = Long.MAX_VALUE;
        try (TestLog test = copies.led(new FileStorage(), directory, KEEP_128K);
                Appender appender = test.log.appender()) {
            copies.keptFrom = 0;
            TestLog.appendMany(appender, ENOUGH);
            test.retain();
            assertEquals(0, test.log.logStartOffset(), "its own settings do not count");

            copies.keptFrom = ENOUGH / 2;
            test.retain();
            final long start = test.log.logStartOffset();
            assertTrue(start > 0 && start <= ENOUGH / 2, "whole segments only: start=" + start);
            assertTrue(test.log.segments()[1].baseOffset() > ENOUGH / 2, "but all of these");

            copies.keptFrom = Replication.OWN_RETENTION;
            test.retain();
            assertTrue(test.log.logStartOffset() > ENOUGH / 2);
            test.assertNoErrors();
        }
    }

    @Test
    void shouldDeleteNothingWhenClosed() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.log.close();
            final long files = segmentFiles();

            test.log.onSettings(KEEP_128K);
            test.retain();

            assertEquals(files, segmentFiles());
        }
    }

    private long segmentFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SegmentFiles.SUFFIX))
                    .count();
        }
    }
}
