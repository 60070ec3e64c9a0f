/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader in another process stands in the segment that is being written; before it looks at the manifest again, the log
 * goes on in other segments and retention deletes this one. Where it ended stands nowhere any more.
 */
@Timeout(60)
class DeletedUnderViewTest {
    private static final int TAKEN = 10;

    @TempDir
    Path directory;

    private TestLog test;
    private Appender appender;

    @BeforeEach
    void publish() throws IOException {
        test = TestLog.open(directory);
        appender = test.log.appender();
        TestLog.appendMany(appender, TAKEN);
        test.turn();
    }

    @Test
    void shouldGoOnBehindTheDeletedSegmentWhenItWasReadToItsEnd() throws IOException {
        try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
            assertEquals(TAKEN, TestLog.readAll(reader).size());
            roll();
            keep(1);

            final long start = test.log.logStartOffset();
            assertEquals(start - TAKEN, poll(reader, start), "the deleted segment, still mapped, is read on");
            assertEquals(0, reader.poll(record -> {}, 1), "it leaves the segment");
            assertEquals(test.log.endOffset() - start, TestLog.readAll(reader).size());
            assertEquals(0, reader.lostRecords());
        }
        test.close();
    }

    @Test
    void shouldSayOutOfRangeWhenMoreThanTheSegmentWasDeleted() throws IOException {
        try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
            assertEquals(TAKEN, TestLog.readAll(reader).size());
            roll();
            final long firstEnd = test.log.segments()[1].baseOffset();
            keep(0);

            final long start = test.log.logStartOffset();
            assertEquals(firstEnd - TAKEN, poll(reader, firstEnd), "the deleted segment, still mapped, is read on");
            assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1));
            assertEquals(start - firstEnd, reader.lostRecords());
            reader.seekToEarliest();
            assertEquals(test.log.endOffset() - start, TestLog.readAll(reader).size());
        }
        test.close();
    }

    @Test
    void shouldPassOverNothingWhenSegmentsAreGoneBeforeTheLogStartIsTold() throws IOException {
        roll();
        keep(0);
        try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                PartitionReader reader = new PartitionReader(withLogStart(view, TAKEN), ReaderStrategy.EAGER, 0)) {
            reader.seek(TAKEN);

            assertEquals(0, reader.poll(record -> {}, 1), "it is told nothing that it can go by yet");
            assertEquals(TAKEN, reader.position());
        }
        try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
            reader.seek(TAKEN);

            assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1));
            assertEquals(test.log.logStartOffset() - TAKEN, reader.lostRecords());
        }
        test.close();
    }

    /** A log whose manifest is newer than the log start that it tells. */
    private static ReadableLog withLogStart(final ReadableLog log, final long start) {
        return (ReadableLog) Proxy.newProxyInstance(
                ReadableLog.class.getClassLoader(),
                new Class<?>[] {ReadableLog.class},
                (proxy, method, arguments) ->
                        method.getName().equals("logStartOffset") ? start : method.invoke(log, arguments));
    }

    /** The log goes on to a third segment. */
    private void roll() {
        while (test.log.segments().length < 3) {
            TestLog.appendMany(appender, 100);
            test.turn();
        }
    }

    /** Retention keeps so many segments beside the one that is written. */
    private void keep(final int sealed) {
        final Segment[] segments = test.log.segments();
        long bytes = 0;
        for (int i = segments.length - 1 - sealed; i < segments.length - 1; i++) {
            bytes += segments[i].endPosition();
        }
        test.log.onSettings(TestLog.small().retentionBytes(bytes).build());
        test.retain();
        assertEquals(sealed + 1, test.log.segments().length);
    }

    /** Poll, one record at a time, to the record before an offset; how many records there were. */
    private static int poll(final PartitionReader reader, final long end) {
        int seen = 0;
        while (reader.position() < end) {
            assertEquals(1, reader.poll(record -> {}, 1), "at offset=" + reader.position());
            seen++;
        }
        return seen;
    }
}
