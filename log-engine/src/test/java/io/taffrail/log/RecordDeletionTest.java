/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.BootId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordDeletionTest {
    private static final int ENOUGH = 10_000;
    private static final int ROUNDS = 120;

    @TempDir
    Path directory;

    @Test
    void shouldBeginExactlyAtTheOffsetInTheMidstOfASegment() throws IOException {
        final long kept;
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, ENOUGH);
            test.turn();
            final Segment[] before = test.log.segments();
            final long offset = before[2].baseOffset() + 7;

            assertEquals(offset, RecordDeletion.deleteBefore(test.log, offset));

            assertEquals(before.length - 2, test.log.segments().length);
            assertFalse(before[1].path().toFile().exists(), "a file of deleted records");
            assertTrue(before[2].path().toFile().exists(), "the file of the first record kept");
            assertEquals(values(offset, ENOUGH), test.readAll());
            test.assertNoErrors();
            kept = offset;
        }
        try (TestLog test = TestLog.open(directory)) {
            assertEquals(values(kept, ENOUGH), test.readAll());
        }
    }

    @Test
    void shouldBeginInTheMidstOfABatch() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            appendBatch(appender, 0, 10);
            appendBatch(appender, 10, 10);

            RecordDeletion.deleteBefore(test.log, 13);

            assertEquals(values(13, 20), test.readAll());
        }
        try (TestLog test = TestLog.open(directory)) {
            assertEquals(values(13, 20), test.readAll());
        }
    }

    @Test
    void shouldTellReadersBeforeTheStartHowMuchTheyLost() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            TestLog.appendMany(appender, ENOUGH);
            test.turn();
            reader.seek(5);

            RecordDeletion.deleteBefore(test.log, 6_000);

            assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1));
            assertEquals(5_995, reader.lostRecords());
            reader.seekToTime(0);
            assertEquals(6_000, reader.position());
        }
    }

    @Test
    void shouldGoOnBehindTheEndWhenAllIsDeleted() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);

            assertEquals(10, RecordDeletion.deleteBefore(test.log, RecordDeletion.HIGH_WATERMARK));

            assertEquals(List.of(), test.readAll());
            test.fallIdle();
            assertEquals(10, RecordDeletion.deleteBefore(test.log, 10));
            assertEquals(10, TestLog.append(appender, "next"));
            assertEquals(List.of("10=next"), test.readAll());
        }
        try (TestLog test = TestLog.open(directory)) {
            assertEquals(List.of("10=next"), test.readAll());
        }
    }

    @Test
    void shouldRefuseAnOffsetBehindTheEndAndChangeNothing() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            RecordDeletion.deleteBefore(test.log, 4);

            assertThrows(IllegalArgumentException.class, () -> RecordDeletion.deleteBefore(test.log, 11));
            assertThrows(IllegalArgumentException.class, () -> RecordDeletion.deleteBefore(test.log, -2));

            assertEquals(4, RecordDeletion.deleteBefore(test.log, 3), "the start does not go back");
            assertEquals(values(4, 10), test.readAll());
        }
    }

    @Test
    void shouldDeleteUpToAnOpenClaimOnly() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                Appender other = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            other.tryClaim(8);
            TestLog.append(appender, "behind the claim");

            assertEquals(10, RecordDeletion.deleteBefore(test.log, RecordDeletion.HIGH_WATERMARK));
            assertThrows(IllegalArgumentException.class, () -> RecordDeletion.deleteBefore(test.log, 11));
            test.abandon();
        }
    }

    @Test
    void shouldRefuseAReplicatedLog() throws IOException {
        try (TestLog test =
                new TestLog(new FaultyStorage(), directory, TestLog.small().build(), new Copies())) {
            test.log.load();

            assertThrows(IllegalStateException.class, () -> RecordDeletion.deleteBefore(test.log, 0));
        }
    }

    @Test
    void shouldStartWhereItDidWhenTheManifestCannotBeWritten() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        try (TestLog test = new TestLog(storage, directory, TestLog.small().build(), Replication.NONE)) {
            test.log.load();
            try (Appender appender = test.log.appender()) {
                TestLog.appendMany(appender, ENOUGH);
                test.turn();
                storage.onWrite = path -> {
                    if (path.getFileName().toString().startsWith(Manifest.NAME)) {
                        FaultyStorage.fill(path);
                    }
                };

                assertThrows(IOException.class, () -> RecordDeletion.deleteBefore(test.log, 5_000));

                assertEquals(0, test.log.logStartOffset());
                assertEquals(ENOUGH, test.readAll().size());
                storage.onWrite = FaultyStorage.NONE;
                assertEquals(5_000, RecordDeletion.deleteBefore(test.log, 5_000));
                assertEquals(ENOUGH - 5_000, test.readAll().size());
            }
        }
    }

    @Test
    void shouldNotGiveOffsetsAgainWhenAPowerLossTakesWhatWasBehindTheStart() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        try (TestLog test = new TestLog(storage, directory, TestLog.small().build(), Replication.NONE)) {
            test.log.load();
            try (Appender appender = test.log.appender()) {
                TestLog.appendMany(appender, 100);
            }
            RecordDeletion.deleteBefore(test.log, 90);
            final UnsafeBuffer tail = test.log.segments()[0].buffer();
            tail.setMemory(8_192, tail.capacity() - 8_192, (byte) 0); // what a disk has not got yet
            test.abandon();
        }
        storage.bootId = new BootId(storage.bootId.high() + 1, 1);

        try (TestLog test = new TestLog(storage, directory, TestLog.small().build(), Replication.NONE)) {
            test.log.load();
            assertTrue(test.log.logStartOffset() >= 90, () -> "logStartOffset=" + test.log.logStartOffset());
            try (Appender appender = test.log.appender()) {
                final long next = TestLog.append(appender, "next");
                assertTrue(next >= 90, () -> "offset=" + next);
                assertEquals(List.of(next + "=next"), test.readAll());
            }
        }
    }

    @Test
    void shouldAgreeWithAModelOverAppendsDeletionsRetentionAndRestarts() throws IOException {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        long start = 0;
        long end = 0;
        TestLog test = TestLog.open(directory);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        try (Appender appender = test.log.appender()) {
                            for (int i = random.nextInt(60); i > 0; i--) {
                                final int count = 1 + random.nextInt(20);
                                appendBatch(appender, end, count);
                                end += count;
                            }
                        }
                    }
                    case 2, 3 -> {
                        final long offset = random.nextLong(end + 1);
                        start = Math.max(start, offset);
                        assertEquals(start, RecordDeletion.deleteBefore(test.log, offset));
                    }
                    case 4 -> {
                        if (random.nextBoolean()) {
                            test.fallIdleUnlessFenced();
                        } else {
                            test.retain();
                        }
                    }
                    default -> {
                        if (random.nextBoolean()) {
                            test.abandon();
                        }
                        test.close();
                        test = TestLog.open(directory);
                    }
                }
                final String where = "seed=" + seed + " round=" + round;
                assertEquals(start, test.log.logStartOffset(), where);
                assertEquals(values(start, end), test.readAll(), where);
                test.assertNoErrors();
            }
        } finally {
            test.close();
        }
    }

    private static void appendBatch(final Appender appender, final long from, final int count) {
        final BatchDraft batch = new BatchDraft();
        for (long i = from; i < from + count; i++) {
            final byte[] value = ("value" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            batch.add(new RecordDraft().value(new UnsafeBuffer(value), 0, value.length));
        }
        final long result = appender.append(batch);
        assertEquals(from, result, () -> PublishResult.describe(result));
    }

    private static List<String> values(final long from, final long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> offset + "=value" + offset)
                .toList();
    }
}
