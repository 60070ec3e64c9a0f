/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.ControlledRecordHandler.Action;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {
    @TempDir
    Path directory;

    @Test
    void shouldDeliverAtMostWhatIsAskedFor() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            appender.append(batch(10));
            appender.append(batch(10));
            final List<Long> seen = new ArrayList<>();
            final int[] asked = {1, 3, 7, 0, 2, 100};
            final int[] expected = {1, 3, 7, 0, 2, 7};
            for (int i = 0; i < asked.length; i++) {
                assertEquals(expected[i], reader.poll(record -> seen.add(record.offset()), asked[i]));
            }
            assertAscending(seen, 20);
            assertEquals(20, reader.position());
        }
    }

    @Test
    void shouldStartInTheMiddleOfABatchWhenSeekingThere() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            for (int i = 0; i < 50; i++) {
                appender.append(batch(10));
            }
            final SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 200; i++) {
                final int offset = random.nextInt(501);
                reader.seek(offset);
                assertEquals(offset, reader.position());
                final long[] first = {-1};
                assertEquals(offset == 500 ? 0 : 1, reader.poll(record -> first[0] = record.offset(), 1));
                assertEquals(offset == 500 ? -1 : offset, first[0]);
            }
        }
    }

    @Test
    void shouldStopAndRedeliverWhenTheHandlerSaysSo() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            appender.append(batch(5));
            appender.append(batch(5));
            final List<Long> seen = new ArrayList<>();

            assertEquals(3, reader.controlledPoll(stopAt(seen, 2, Action.STOP), 100));
            assertEquals(3, reader.position());
            assertEquals(3, reader.controlledPoll(stopAt(seen, 6, Action.REDELIVER), 100));
            assertEquals(6, reader.position());
            assertEquals(0, reader.controlledPoll(stopAt(seen, 6, Action.REDELIVER), 100));
            assertEquals(4, reader.controlledPoll(stopAt(seen, 99, Action.STOP), 100));
            assertEquals(0, reader.controlledPoll(stopAt(seen, 99, Action.STOP), 100));

            assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 6L, 6L, 7L, 8L, 9L), seen);
        }
    }

    @Test
    void shouldRedeliverWhenAControlledHandlerThrows() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            appender.append(batch(3));

            assertThrows(
                    IllegalStateException.class,
                    () -> reader.controlledPoll(
                            record -> {
                                throw new IllegalStateException("handler");
                            },
                            10));

            assertEquals(0, reader.position());
            assertEquals(3, TestLog.readAll(reader).size());
        }
    }

    @Test
    void shouldStepOverAbortedClaimsAndWaitForOpenOnes() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender first = test.log.appender();
                Appender second = test.log.appender();
                PartitionReader reader = test.reader()) {
            assertEquals(0, first.tryClaim(5));
            assertEquals(1, TestLog.append(second, "one"));
            assertEquals(List.of(), TestLog.readAll(reader));
            assertEquals(0, test.log.endOffset());

            assertEquals(PublishResult.ABORTED, first.abort());

            assertEquals(List.of("1=one"), TestLog.readAll(reader));
            assertEquals(2, first.tryClaim(5));
            assertEquals(PublishResult.ABORTED, first.abort());
            assertEquals(List.of(), TestLog.readAll(reader));
            assertEquals(3, reader.position());
            assertEquals(3, TestLog.append(second, "three"));
            assertEquals(List.of("3=three"), TestLog.readAll(reader));
        }
    }

    @Test
    void shouldSayOutOfRangeWhenTheOffsetIsBehindTheEnd() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            TestLog.appendMany(appender, 10);
            reader.seek(11);
            assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1));
            assertEquals(PartitionReader.OUT_OF_RANGE, reader.poll(record -> {}, 1), "until it is told to seek");
            assertEquals(0, reader.lostRecords());
            assertEquals(11, reader.position());

            reader.seek(10);
            assertEquals(0, reader.poll(record -> {}, 1), "the end itself is in range");
            assertThrows(IllegalArgumentException.class, () -> reader.seek(-1));
        }
    }

    @Test
    void shouldStartAtEarliestAndLatest() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            reader.seekToLatest();
            assertEquals(0, reader.position());
            TestLog.appendMany(appender, 10_000);
            reader.seekToLatest();
            assertEquals(10_000, reader.position());
            assertEquals(List.of(), TestLog.readAll(reader));
            TestLog.append(appender, "next");
            assertEquals(List.of("10000=next"), TestLog.readAll(reader));
            reader.seekToEarliest();
            assertEquals(10_001, TestLog.readAll(reader).size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 400, 4000})
    void shouldReadWithEveryStrategy(final int spins) throws IOException {
        try (TestLog test = TestLog.open(directory).startDuties();
                Appender appender = test.log.appender();
                PartitionReader reader = test.log.reader(new ReaderStrategy(spins))) {
            TestLog.appendMany(appender, 5_000);
            final List<Long> seen = new ArrayList<>();
            Await.until("all is read", () -> {
                reader.poll(record -> seen.add(record.offset()), 1000);
                return seen.size() == 5_000;
            });
            assertAscending(seen, 5_000);
        }
        assertThrows(IllegalArgumentException.class, () -> new ReaderStrategy(-1));
    }

    @Test
    void shouldReadColdSegmentsWhileTheLogGoesOn() throws IOException {
        try (TestLog test = TestLog.open(directory)) {
            try (Appender appender = test.log.appender()) {
                TestLog.appendMany(appender, 20_000);
            }
        }
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            final List<Long> seen = new ArrayList<>();
            while (seen.size() < 40_000) {
                assertTrue(reader.poll(record -> seen.add(record.offset()), 100) >= 0);
                if (test.log.endOffset() < 40_000) {
                    TestLog.appendMany(appender, 50);
                    test.turn();
                }
            }
            assertAscending(seen, 40_000);
            test.assertNoErrors();
        }
    }

    @Test
    void shouldGoOnWhenTheColdEndWasOvertakenByManySegments() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 100);
        }
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            assertEquals(100, TestLog.readAll(reader).size());
            TestLog.appendMany(appender, 5_000);
            test.retain();
            test.retain();
            assertFalse(test.log.segments()[0].isMapped(), "the segment that the reader stands in is cold again");

            assertEquals(5_000, TestLog.readAll(reader).size());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldSeeNewRecordsWhenTheLogFellIdleAndWoke() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader hot = test.reader();
                PartitionReader cold = test.reader()) {
            for (int round = 0; round < 5; round++) {
                final String value = "round" + round;
                TestLog.append(appender, value);
                assertEquals(List.of(round + "=" + value), TestLog.readAll(hot));
                test.fallIdle();
                assertEquals(List.of(round + "=" + value), TestLog.readAll(cold));
            }
            test.assertNoErrors();
        }
    }

    @Test
    void shouldUnmapWhenTheLastReaderLeft() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            final PartitionReader reader = test.reader();
            TestLog.appendMany(appender, 10);
            TestLog.readAll(reader);
            TestLog.appendMany(appender, 2_000);
            test.retain();
            test.retain();
            final Segment first = test.log.segments()[0];
            assertTrue(first.isMapped(), "a reader holds it");

            TestLog.readAll(reader);
            test.retain();
            test.retain();
            assertFalse(first.isMapped());
            reader.close();
            test.assertNoErrors();
        }
    }

    @ParameterizedTest
    @CsvSource({"8,true", "8,false", "56,true"})
    void shouldTellDamageFromWhatIsNotCommittedYet(final int field, final boolean isChecked) throws IOException {
        final AtomicLong committed = new AtomicLong(3);
        try (TestLog test = new TestLog(
                        new FileStorage(), directory, TestLog.small().build(), upTo(committed));
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader().checked(isChecked)) {
            test.log.load();
            test.log.beginTerm(1);
            for (int i = 0; i < 3; i++) {
                assertEquals(3 * i, appender.append(batch(3)));
            }
            test.turn();
            assertEquals(3, TestLog.readAll(reader).size());
            final int second = LogFormat.SEGMENT_HEADER_LENGTH + LogFormat.alignedBatchLength(batchLength(test));
            final NativeBuffer buffer = test.log.segments()[0].buffer();
            buffer.putByte(second + field + 2, (byte) 1);

            assertEquals(List.of(), TestLog.readAll(reader), "it is not committed, so nobody looks at it");
            committed.set(6);
            final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> reader.poll(record -> {}, 1));
            assertEquals(second, ex.position());

            buffer.putByte(second + field + 2, (byte) 0);
            committed.set(5);
            assertEquals(List.of(), TestLog.readAll(reader), "a batch that is committed in part");
            committed.set(6);
            assertEquals(3, TestLog.readAll(reader).size());
        }
    }

    private static int batchLength(final TestLog test) {
        return BatchHeader.lengthVolatile(test.log.segments()[0].buffer(), LogFormat.SEGMENT_HEADER_LENGTH);
    }

    private static Replication upTo(final AtomicLong committed) {
        return new Replication() {
            @Override
            public long highWatermark() {
                return committed.get();
            }

            @Override
            public long appendLimitBytes() {
                return Long.MAX_VALUE;
            }

            @Override
            public long refusal() {
                return 0;
            }

            @Override
            public long keptFrom() {
                return OWN_RETENTION;
            }

            @Override
            public boolean isReplicated() {
                return true;
            }
        };
    }

    private static BatchDraft batch(final int number) {
        final BatchDraft batch = new BatchDraft();
        for (int i = 0; i < number; i++) {
            batch.add(new RecordDraft().value(new byte[] {(byte) i}));
        }
        return batch;
    }

    private static ControlledRecordHandler stopAt(final List<Long> seen, final long offset, final Action action) {
        return record -> {
            seen.add(record.offset());
            return record.offset() == offset ? action : Action.CONTINUE;
        };
    }

    private static void assertAscending(final List<Long> offsets, final int number) {
        assertEquals(number, offsets.size());
        for (int i = 0; i < number; i++) {
            assertEquals(i, offsets.get(i));
        }
    }

    @Test
    void shouldLeaveTheIndexThatPublishingMadeWhileItLookedForOne() throws IOException {
        try (TestLog before = TestLog.open(directory)) {
            TestLog.appendMany(before.log.appender(), 10);
        }
        damageIndex();
        final FaultyStorage storage = new FaultyStorage();
        try (TestLog log = new TestLog(storage, directory, TestLog.small().build(), Replication.NONE)) {
            log.log.load();
            final Thread publisher = new Thread(() -> TestLog.appendMany(log.log.appender(), 1));
            storage.onRead = (path, position) -> {
                if (path.toString().endsWith(".index") && publisher.getState() == Thread.State.NEW) {
                    publisher.start();
                    Await.until(
                            "it is published, or waits for the reader",
                            () -> publisher.getState() == Thread.State.BLOCKED || !publisher.isAlive());
                }
            };

            try (PartitionReader reader = log.reader()) {
                reader.seek(5);
                TestLog.readAll(reader);
            }
            Await.ended(publisher);
            TestLog.appendMany(log.log.appender(), 500);

            assertEquals(511, log.log.endOffset());
            assertEquals(511, log.readAll().size());
            log.assertNoErrors();
        }
    }

    private void damageIndex() throws IOException {
        try (java.util.stream.Stream<Path> files = java.nio.file.Files.list(directory)) {
            for (final Path file :
                    files.filter(path -> path.toString().endsWith(".index")).toList()) {
                final byte[] bytes = java.nio.file.Files.readAllBytes(file);
                bytes[bytes.length - 1]++;
                java.nio.file.Files.write(file, bytes);
            }
        }
    }
}
