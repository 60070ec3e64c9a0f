/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RollTest {
    private static final int PER_PUBLISHER = Integer.getInteger("taffrail.roll.records", 100_000);
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"2,65536,1", "4,65536,2", "3,262144,3", "2,1048576,4"})
    void shouldDeliverEachRecordOnceAndInOrderWhenManyPublishToOnePartition(
            final int publishers, final int segmentBytes, final long seed) throws IOException {
        final TopicSettings settings =
                TestLog.small().segmentBytes(segmentBytes).build();
        try (TestLog test = TestLog.open(directory, settings).startDuties()) {
            final AtomicLong failures = new AtomicLong();
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                threads.add(publisher(test, i, seed, failures));
            }
            final RecordAudit audit = new RecordAudit(publishers);
            threads.forEach(Thread::start);
            try (PartitionReader reader = test.reader()) {
                Await.until(
                        () -> "all records are read: " + audit + " errors=" + test.errors + " failures="
                                + failures.get(),
                        () -> {
                            while (reader.poll(audit, 1000) > 0) {
                                continue;
                            }
                            return audit.count() == (long) publishers * PER_PUBLISHER || failures.get() != 0;
                        });
            }
            threads.forEach(Await::ended);

            assertEquals(0, failures.get(), () -> PublishResult.describe(failures.get()));
            assertEquals((long) publishers * PER_PUBLISHER, audit.count());
            assertEquals(audit.count(), test.log.endOffset());
            assertTrue(test.log.rolls() >= audit.count() * 128 / segmentBytes / 2, "rolls=" + test.log.rolls());
            test.assertNoErrors();
        }
        try (TestLog reopened = TestLog.open(directory, settings);
                PartitionReader reader = reopened.reader()) {
            final RecordAudit audit = new RecordAudit(publishers);
            while (reader.poll(audit, 1000) > 0) {
                continue;
            }
            assertEquals((long) publishers * PER_PUBLISHER, audit.count(), "after reopening");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_408, 100_000, MIB - 88, 4 * MIB - 88, 16 * MIB - 88})
    void shouldGrowTheSegmentWhenTheBatchIsLarge(final int valueLength) throws IOException {
        final TopicSettings settings =
                TestLog.small().segmentBytes(64 * MIB).maxMessageBytes(16 * MIB).build();
        final UnsafeBuffer value = new UnsafeBuffer(new byte[valueLength]);
        value.setMemory(0, valueLength, (byte) 'x');
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            assertEquals(0, TestLog.append(appender, "small"));
            assertEquals(1, appender.append(value, 0, valueLength));
            assertEquals(2, TestLog.append(appender, "small"));
            assertEquals(3, appender.append(value, 0, valueLength));
            assertEquals(4, TestLog.append(appender, "small"));

            final List<Integer> lengths = new ArrayList<>();
            try (PartitionReader reader = test.reader()) {
                while (reader.poll(record -> lengths.add(record.valueLength()), 10) > 0) {
                    continue;
                }
            }
            assertEquals(List.of(5, valueLength, 5, valueLength, 5), lengths);
            test.assertNoErrors();
        }
    }

    @Test
    void shouldRefuseWhatIsTooLargeAndGoOn() throws IOException {
        final TopicSettings settings =
                TestLog.small().segmentBytes(MIB).maxMessageBytes(16 * MIB).build();
        final UnsafeBuffer value = new UnsafeBuffer(new byte[MIB]);
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            assertEquals(PublishResult.TOO_LARGE, appender.append(value, 0, MIB / 4 - 87));
            assertEquals(0, appender.append(value, 0, MIB / 4 - 88));
            test.log.onSettings(
                    TestLog.small().segmentBytes(MIB).maxMessageBytes(1000).build());
            assertEquals(PublishResult.TOO_LARGE, appender.append(value, 0, 1000 - 87));
            assertEquals(1, appender.append(value, 0, 1000 - 88));
            assertEquals(PublishResult.TOO_LARGE, appender.tryClaim(Integer.MAX_VALUE));
            assertEquals(2, test.log.endOffset());
        }
    }

    @Test
    void shouldKeepOffsetsContiguousWhenSizesVaryWildly() throws IOException {
        final long seed = 20_260_101;
        System.out.println("seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final TopicSettings settings =
                TestLog.small().segmentBytes(4 * MIB).maxMessageBytes(MIB).build();
        final UnsafeBuffer value = new UnsafeBuffer(new byte[MIB]);
        final List<Integer> lengths = new ArrayList<>();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 2000; i++) {
                final int length = random.nextInt(1 << random.nextInt(1, 20));
                assertEquals(i, appender.append(value, 0, length));
                lengths.add(length);
            }
            final List<Integer> seen = new ArrayList<>();
            try (PartitionReader reader = test.reader()) {
                while (reader.poll(record -> seen.add(record.valueLength()), 7) > 0) {
                    continue;
                }
            }
            assertEquals(lengths, seen);
            test.assertNoErrors();
        }
    }

    @Test
    void shouldCountTheAgeOfASegmentFromItsFirstRecordWhenReopened() throws IOException {
        final TopicSettings settings = TestLog.small().segmentMs(60_000).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
        }
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            test.epochNs.addAndGet(TimeUnit.SECONDS.toNanos(40));
            TestLog.append(appender, "young");
            test.turn();
            TestLog.append(appender, "young too");
            assertEquals(1, test.log.segments().length);

            test.epochNs.addAndGet(TimeUnit.SECONDS.toNanos(21));
            test.turn();
            TestLog.append(appender, "too old for the first segment");

            assertEquals(2, test.log.segments().length);
            assertEquals(4, test.readAll().size());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldRollWhenASegmentIsFilledToItsLastByte() throws IOException {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[64 * 1024]);
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 60; i++) {
                assertEquals(i, appender.append(value, 0, 1024 - 88));
            }
            assertEquals(0, test.log.rolls());

            assertEquals(60, appender.append(value, 0, 1024 - 88));
            assertEquals(61, appender.append(value, 0, 8 * 1024 - 88));

            assertEquals(1, test.log.rolls());
            assertEquals(62, test.readAll().size());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldSealByAgeWhenTheSegmentHoldsSomething() throws IOException {
        final TopicSettings settings = TestLog.small().segmentMs(60_000).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 5; i++) {
                TestLog.append(appender, "value" + i);
                test.turn();
                test.epochNs.addAndGet(61_000_000_000L);
                final int expected = i + 1;
                Await.until(() -> "rolls=" + test.log.rolls() + " expected=" + expected, () -> {
                    test.turn();
                    return test.log.rolls() == expected;
                });
            }
            test.epochNs.addAndGet(61_000_000_000L);
            test.turn();
            assertEquals(5, test.log.rolls(), "an empty segment is not sealed");
            assertEquals(5, test.readAll().size());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldRollToALargerSegmentWhenASmallSpareIsPutBackMeanwhile() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        final TopicSettings settings = TestLog.small()
                .segmentBytes(16 * MIB)
                .maxMessageBytes(4 * MIB)
                .durability(Durability.INTERVAL)
                .build();
        final UnsafeBuffer value = new UnsafeBuffer(new byte[4 * MIB]);
        try (TestLog test = new TestLog(storage, directory, settings, Replication.NONE).givingUpAfterMs(5_000)) {
            test.log.load();
            final Appender appender = test.log.appender();
            TestLog.append(appender, "first");
            while (test.log.roller().spares().count() == 0) {
                TestLog.append(appender, "value");
                test.turn();
            }
            final ActiveTail small = test.log.roller().spares().take();
            storage.onForce = path -> {
                if (SegmentFiles.isSpare(path.getFileName().toString())) {
                    storage.onForce = FaultyStorage.NONE;
                    test.log.roller().spares().add(small);
                }
            };

            final long beforeNs = test.dutyNs.get();
            final long result = appender.append(value, 0, 2 * MIB);

            assertTrue(result > 0, () -> PublishResult.describe(result));
            assertTrue(test.dutyNs.get() - beforeNs < 1_000_000_000L, "it rolled only because the log fell idle");
            assertEquals(1, test.log.rolls());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldRollManyTimesFromTheReserve() throws IOException {
        final TopicSettings settings = TestLog.small().segmentBytes(64 << 10).build();
        final UnsafeBuffer value = new UnsafeBuffer(new byte[15 << 10]);
        try (TestLog test = new TestLog(new FaultyStorage(), directory, settings, Replication.NONE)) {
            test.log.load();
            try (Appender appender = test.log.appender()) {
                TestLog.append(appender, "first");
                test.log.want(4 * (64 << 10));
                for (int i = 0; i < 50; i++) {
                    test.log.doRoadWork(test.dutyNs.get());
                }
                final int spares = test.log.roller().spares().count();
                assertTrue(spares >= 3, "spares=" + spares);

                while (test.log.rolls() < spares) {
                    assertTrue(appender.append(value, 0, value.capacity()) > 0);
                }

                assertEquals(0, test.log.roller().spares().count());
                assertEquals(0, test.log.roller().spares().bytes());
                assertEquals(test.log.endOffset(), test.readAll().size());
            }
            test.assertNoErrors();
        }
    }

    @Test
    void shouldCloseCleanWhenASegmentIsFullAndTheNextIsNotThereYet() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        final TopicSettings settings = TestLog.small().build();
        final int full;
        try (TestLog test = new TestLog(storage, directory, settings, Replication.NONE)
                .givingUpAfterMs(500)
                .ticking(1_000_000)) {
            test.log.load();
            try (Appender appender = test.log.appender()) {
                TestLog.append(appender, "first");
                storage.onWrite = path -> {
                    if (SegmentFiles.isSpare(path.getFileName().toString())) {
                        FaultyStorage.fill(path);
                    }
                };
                long result;
                do {
                    result = TestLog.append(appender, "value");
                } while (result >= 0);
                assertEquals(PublishResult.STORAGE_FULL, result, PublishResult.describe(result));
                full = (int) test.log.endOffset();
            }
            assertTrue(test.log.close(), "not clean");
        }
        try (TestLog reopened = TestLog.open(directory, settings);
                Appender appender = reopened.log.appender()) {
            assertEquals(1, reopened.log.term(), "it was closed cleanly");
            TestLog.appendMany(appender, 1_000);
            assertEquals(full + 1_000, reopened.readAll().size());
        }
    }

    private static Thread publisher(final TestLog test, final int number, final long seed, final AtomicLong failures) {
        final Thread thread = new Thread(
                () -> {
                    final SplittableRandom random = new SplittableRandom(seed * 31 + number);
                    final UnsafeBuffer value = new UnsafeBuffer(new byte[1024]);
                    try (Appender appender = test.log.appender()) {
                        for (long i = 0; i < PER_PUBLISHER && failures.get() == 0; i++) {
                            final int length = RecordAudit.fill(value, number, i, random.nextInt(60));
                            final long result = appender.append(value, 0, length);
                            if (result < 0) {
                                failures.set(result);
                            }
                        }
                    }
                },
                "publisher-" + number);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((which, error) -> {
            test.errors.add(error);
            failures.set(PublishResult.FAILED);
        });
        return thread;
    }
}
