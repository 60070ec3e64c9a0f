/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CompressionType;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {
    private static final TopicSettings GZIP =
            TestLog.small().compressionType(CompressionType.GZIP).build();

    @TempDir
    Path directory;

    private final List<String> expected = new ArrayList<>();

    @Test
    void shouldReadBackWhatWasCompressed() throws IOException {
        try (TestLog log = TestLog.open(directory, GZIP);
                Appender appender = log.log.appender()) {
            for (int i = 0; i < 200; i++) {
                publish(appender, 1 + i % 20);
                if (i % 7 == 0) {
                    expected.add(TestLog.append(appender, "alone" + i) + "=alone" + i);
                }
            }
            assertEquals(expected, log.readAll());
            try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID)) {
                assertEquals(expected, TestLog.readAll(view.reader(ReaderStrategy.EAGER)));
            }
            assertTrue(log.log.contiguousBytes() < 64L * expected.size(), "nothing got smaller");
            log.abandon();
        }
        try (TestLog log = TestLog.open(directory)) {
            assertEquals(expected, log.readAll(), "recovered, whatever is compressed from now on");
        }
    }

    @Test
    void shouldLeaveABatchAsItIsThatDoesNotGetSmaller() throws IOException {
        final byte[] noise = new byte[1_000];
        new Random(1).nextBytes(noise);
        try (TestLog log = TestLog.open(directory, GZIP);
                Appender appender = log.log.appender()) {
            assertEquals(0, appender.append(new BatchDraft().add(new UnsafeBuffer(noise), 0, noise.length)));
            assertEquals(LogFormat.alignedBatchLength(64 + 24 + 1_000), log.log.endOffset() * bytes(log));
        }
    }

    @Test
    void shouldCompressForProducersAndInTransactions() throws IOException {
        try (TestLog log = TestLog.open(directory, GZIP);
                ProducerAppender producer = ProducerAppender.transactional(log.log, 7, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            final BatchDraft draft = draft(10);
            assertEquals(0, producer.append(0, draft));
            assertEquals(0, producer.append(0, draft), "a repetition");
            assertTrue(coordinator.end(7, (short) 1, true, 1) > 0);
            producer.beginEpoch((short) 1);
            assertTrue(producer.append(0, draft) > 0);
            assertTrue(coordinator.end(7, (short) 2, false, 1) > 0);
            try (PartitionReader reader = log.reader().isolation(Isolation.READ_COMMITTED)) {
                final int[] seen = {0};
                assertEquals(10, reader.poll(record -> seen[0] += record.isTransactional() ? 1 : 0, 100));
                assertEquals(10, seen[0]);
            }
        }
    }

    @Test
    void shouldNameABatchThatCannotBeDecompressed() throws IOException {
        final Path segment;
        try (TestLog log = TestLog.open(directory, GZIP);
                Appender appender = log.log.appender()) {
            publish(appender, 20);
            log.turn();
            segment = log.log.last().path();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(LogFormat.SEGMENT_HEADER_LENGTH + 64);
            file.write(77); // the length of the records, which the checksum would tell if anybody looked
        }
        try (TestLog log = TestLog.open(directory);
                PartitionReader reader = log.reader()) {
            assertThrows(CorruptLogException.class, () -> TestLog.readAll(reader));
            try (PartitionReader trusting = log.reader().checked(false)) {
                final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> TestLog.readAll(trusting));
                assertTrue(ex.getMessage().contains("decompressed"), ex.getMessage());
            }
        }
    }

    @Test
    void shouldCompactWhatIsCompressed() throws IOException {
        final TopicSettings settings =
                Compactor.settings().compressionType(CompressionType.GZIP).build();
        try (TestLog log = TestLog.open(directory, settings);
                Appender appender = log.log.appender()) {
            long last = 0;
            for (int i = 0; i < 3_000; i++) {
                final BatchDraft draft = new BatchDraft();
                for (int key = 0; key < 10; key++) {
                    draft.add(new RecordDraft()
                            .key(("key" + (key + i % 3)).getBytes())
                            .value(("value" + i + "x".repeat(200)).getBytes()));
                }
                last = appender.append(draft);
                assertTrue(last >= 0);
            }
            final CompactionResult result = Compactor.run(log);
            assertTrue(result.recordsDropped() > 10_000, result.toString());
            final List<String> values = new ArrayList<>();
            try (PartitionReader reader = log.reader()) {
                while (reader.poll(record -> values.add(record.keyAsString() + record.valueAsString()), 1_000) > 0) {
                    // until there are no more
                }
            }
            assertTrue(values.get(values.size() - 1).startsWith("key11value2999x"), values.get(values.size() - 1));
            log.assertNoErrors();
        }
    }

    private static long bytes(final TestLog log) {
        log.turn();
        return log.log.contiguousBytes();
    }

    private void publish(final Appender appender, final int records) {
        final long offset = appender.append(draft(records));
        assertTrue(offset >= 0, () -> PublishResult.describe(offset));
        for (int i = 0; i < records; i++) {
            expected.add(offset + i + "=" + value(i));
        }
    }

    private static BatchDraft draft(final int records) {
        final BatchDraft draft = new BatchDraft();
        for (int i = 0; i < records; i++) {
            draft.add(new RecordDraft().value(value(i).getBytes()));
        }
        return draft;
    }

    private static String value(final int i) {
        return "value " + i + " of many that are much alike, and alike, and alike, and alike";
    }
}
