/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TimestampType;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by time, compared with a look at every record. */
class TimeSearchTest {
    private static final long SEED = 77;

    @TempDir
    Path directory;

    private final List<Long> timestamps = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void shouldFindTheFirstRecordAtOrAfterATimeWhenTimestampsAreOutOfOrder() throws IOException {
        System.out.println("seed=" + SEED);
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            append(appender, 5_000);
            assertTrue(test.log.rolls() > 5);
            check(test, "hot");
            test.retain();
            check(test, "sealed");
            test.fallIdle();
            check(test, "idle");
            append(appender, 1_000);
            check(test, "woken");
        }
        try (TestLog test = TestLog.open(directory)) {
            check(test, "reopened");
        }
        deleteIndices();
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            check(test, "without index files");
            append(appender, 1_000, 0);
            check(test, "appended without index files");
            test.retain();
            check(test, "sealed after the index was made again");
        }
        try (TestLog test = TestLog.open(directory)) {
            check(test, "reopened again");
        }
    }

    @Test
    void shouldFindTheRecordInTheViewOfAnotherProcess() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            append(appender, 2_000);
            test.retain();
            append(appender, 100);
            test.retain();
            try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                    PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
                check(reader, "view");
            }
        }
    }

    @Test
    void shouldNotTrustAnIndexThatWasWrittenBeforeTheSegmentEnded() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            append(appender, 50, 0);
            test.fallIdle();
            append(appender, 100, 1_000_000);
            while (test.log.rolls() == 0) {
                append(appender, 1, 2_000_000);
            }
            for (int i = 0; i < 3; i++) {
                append(appender, 1, 0);
                test.log.requestForce(test.log.endOffset());
                test.log.doForceWork(test.dutyNs.get());
            }
            test.abandon();
        }
        try (TestLog test = TestLog.open(directory)) {
            check(test, "recovered");
        }
    }

    @Test
    void shouldUseTheEnginesTimeWhenTheTopicSaysSo() throws IOException {
        final TopicSettings settings =
                TestLog.small().timestampType(TimestampType.LOG_APPEND_TIME).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            for (int i = 0; i < 1_000; i++) {
                test.epochNs.addAndGet(1_000);
                timestamps.add(test.epochNs.get());
                assertEquals(
                        i, appender.append(new RecordDraft().value(new byte[8]).timestamp(1)));
            }
            check(reader, "log append time");
            reader.seekToEarliest();
            final List<Long> seen = new ArrayList<>();
            while (reader.poll(record -> seen.add(record.timestamp()), 100) > 0) {
                continue;
            }
            assertEquals(timestamps, seen);
        }
    }

    private void append(final Appender appender, final int number) {
        append(appender, number, timestamps.size() * 10L);
    }

    private void append(final Appender appender, final int number, final long around) {
        final RecordDraft draft = new RecordDraft();
        final BatchDraft batch = new BatchDraft();
        for (int i = 0; i < number; i++) {
            final long timestamp = around + i * 10L + random.nextInt(-3_000, 3_000);
            draft.clear().value(new byte[20]).timestamp(timestamp);
            if (random.nextInt(4) == 0) {
                batch.clear().add(draft);
                timestamps.add(timestamp);
                draft.timestamp(timestamp - 500);
                batch.add(draft);
                timestamps.add(timestamp - 500);
                assertTrue(appender.append(batch) >= 0);
            } else {
                timestamps.add(timestamp);
                assertTrue(appender.append(draft) >= 0);
            }
        }
    }

    private void check(final TestLog test, final String when) {
        try (PartitionReader reader = test.reader()) {
            check(reader, when);
        }
    }

    private void check(final PartitionReader reader, final String when) {
        long newest = Long.MIN_VALUE;
        for (final long timestamp : timestamps) {
            newest = Math.max(newest, timestamp);
        }
        for (int i = 0; i < 300; i++) {
            final long time = i == 0
                    ? Long.MIN_VALUE + 1
                    : i == 1
                            ? newest
                            : i == 2
                                    ? newest + 1
                                    : timestamps.get(random.nextInt(timestamps.size())) + random.nextInt(-2, 3);
            final long expected = firstAtOrAfter(time);
            reader.seekToTime(time);
            assertEquals(expected, reader.position(), () -> when + ": time=" + time);
            final long[] found = {-1};
            final int polled = reader.poll(record -> found[0] = record.offset(), 1);
            assertEquals(expected == timestamps.size() ? 0 : 1, polled, when);
            assertEquals(expected == timestamps.size() ? -1 : expected, found[0], when);
        }
    }

    private long firstAtOrAfter(final long time) {
        for (int i = 0; i < timestamps.size(); i++) {
            if (timestamps.get(i) >= time) {
                return i;
            }
        }
        return timestamps.size();
    }

    private void deleteIndices() throws IOException {
        final List<Path> indices;
        try (Stream<Path> files = Files.list(directory)) {
            indices = files.filter(file -> file.toString().endsWith(SegmentFiles.INDEX_SUFFIX))
                    .toList();
        }
        assertTrue(indices.size() > 5);
        for (final Path index : indices) {
            Files.delete(index);
        }
    }
}
