/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Terms end and begin while publishers run and hold claims open. What a reader sees must be what publishers were told:
 * every visible record was answered with its very offset, none that was answered FENCED or ABORTED is visible, and a log
 * that is opened again reads the same.
 */
class FenceRoundsTest {
    private static final int MAX_RECORDS = 2_000_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1,100,65536,11", "3,100,65536,12", "2,60,262144,13"})
    void shouldShowWhatWasAnsweredWhenTermsEndUnderPublishers(
            final int publishers, final int rounds, final int segmentBytes, final long seed) throws IOException {
        System.out.println("seed=" + seed);
        final TopicSettings settings =
                TestLog.small().segmentBytes(segmentBytes).build();
        final List<Told> tolds = new ArrayList<>();
        final List<String> seen = new ArrayList<>();
        final long end;
        try (TestLog test = TestLog.open(directory, settings).startDuties()) {
            final SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < publishers; i++) {
                tolds.add(new Told(test, i, random.split()));
            }
            final Seen reader = new Seen(test, seen);
            reader.start();
            tolds.forEach(Thread::start);
            for (int round = 1; round <= rounds; round++) {
                final long target = published(tolds) + random.nextInt(1, 400) * (long) publishers;
                Await.until(
                        () -> "publishers go on: " + tolds + " errors=" + test.errors,
                        () -> published(tolds) >= target || !test.errors.isEmpty());
                final long fencedAt = test.log.fence();
                assertEquals(fencedAt, test.log.endOffset());
                test.log.beginTerm(round + 1);
            }
            tolds.forEach(told -> told.isStopping = true);
            tolds.forEach(Await::ended);
            end = test.log.endOffset();
            Await.until(
                    () -> "the reader comes to the end: position=" + reader.position + " end=" + end + " errors="
                            + test.errors,
                    () -> reader.position == end || !test.errors.isEmpty());
            reader.isStopping = true;
            Await.ended(reader);
            assertTrue(test.errors.isEmpty(), () -> "errors=" + test.errors);
            check(seen, tolds);
            assertSame(seen, readAll(test), "read again");
        }
        try (TestLog reopened = TestLog.open(directory, settings)) {
            assertEquals(end, reopened.log.endOffset());
            assertSame(seen, readAll(reopened), "read after reopening");
            assertEquals(rounds + 1, reopened.log.term());
        }
    }

    private static void check(final List<String> seen, final List<Told> tolds) {
        long last = -1;
        int fenced = 0;
        for (final String one : seen) {
            final String[] parts = one.split(":");
            final long offset = Long.parseLong(parts[0]);
            final Told told = tolds.get(Integer.parseInt(parts[1]));
            final int number = Integer.parseInt(parts[2]);
            assertTrue(offset > last, () -> "offsets ascend: " + one);
            assertEquals(offset, told.results[number], () -> "what the publisher of " + one + " was told");
            last = offset;
        }
        for (final Told told : tolds) {
            for (int i = 0; i < told.count; i++) {
                fenced += told.results[i] == PublishResult.FENCED ? 1 : 0;
            }
        }
        System.out.println("seen=" + seen.size() + " fenced=" + fenced);
    }

    private static void assertSame(final List<String> expected, final List<String> found, final String what) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertEquals(expected.get(i), found.get(i), what);
        }
        assertEquals(expected.size(), found.size(), what);
    }

    private static List<String> readAll(final TestLog test) {
        final List<String> all = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            while (reader.poll(record -> all.add(describe(record)), 1000) > 0) {
                continue;
            }
        }
        return all;
    }

    private static String describe(final Record record) {
        return record.offset() + ":" + record.buffer().getLong(record.valueIndex()) + ":"
                + record.buffer().getLong(record.valueIndex() + 8);
    }

    private static long published(final List<Told> tolds) {
        return tolds.stream().mapToLong(told -> told.published.get()).sum();
    }

    /** A publisher that keeps what it was told about each of its records. */
    private static final class Told extends Thread {
        final long[] results = new long[MAX_RECORDS];
        final AtomicLong published = new AtomicLong();
        volatile int count;
        volatile boolean isStopping;
        private final TestLog test;
        private final int publisher;
        private final SplittableRandom random;
        private final UnsafeBuffer value = new UnsafeBuffer(new byte[512]);
        private final BatchDraft batch = new BatchDraft();

        Told(final TestLog test, final int publisher, final SplittableRandom random) {
            super("publisher-" + publisher);
            this.test = test;
            this.publisher = publisher;
            this.random = random;
            setDaemon(true);
            setUncaughtExceptionHandler((which, error) -> test.errors.add(error));
        }

        @Override
        public void run() {
            try (Appender appender = test.log.appender()) {
                while (!isStopping && count < MAX_RECORDS - 10) {
                    final int choice = random.nextInt(10);
                    if (choice < 6) {
                        final int length = RecordAudit.fill(value, publisher, count, random.nextInt(100));
                        told(appender.append(value, 0, length), 1);
                    } else if (choice < 8) {
                        claim(appender, choice == 6);
                    } else {
                        batch(appender);
                    }
                }
            }
        }

        private void claim(final Appender appender, final boolean isAborted) {
            final int length = RecordAudit.fill(value, publisher, count, random.nextInt(100));
            final long claimed = appender.tryClaim(length);
            if (claimed < 0) {
                told(claimed, 1);
                return;
            }
            appender.buffer().putBytes(appender.valueIndex(), value, 0, length);
            for (int i = random.nextInt(2_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            final long result = isAborted ? appender.abort() : appender.commit();
            if (!isAborted && result >= 0 && result != claimed) {
                throw new AssertionError("claimed=" + claimed + " committed=" + result);
            }
            told(result, 1);
        }

        private void batch(final Appender appender) {
            final int number = random.nextInt(1, 8);
            batch.clear();
            for (int i = 0; i < number; i++) {
                batch.add(value, 0, RecordAudit.fill(value, publisher, count + i, random.nextInt(50)));
            }
            told(appender.append(batch), number);
        }

        private void told(final long result, final int number) {
            if (result == PublishResult.NOT_LEADER || result == PublishResult.BACK_PRESSURED) {
                Thread.onSpinWait();
                return;
            }
            if (result < 0 && result != PublishResult.FENCED && result != PublishResult.ABORTED) {
                throw new AssertionError(PublishResult.describe(result));
            }
            for (int i = 0; i < number; i++) {
                results[count + i] = result < 0 ? result : result + i;
            }
            count = count + number;
            published.addAndGet(number);
        }

        @Override
        public String toString() {
            return getName() + " published=" + published.get();
        }
    }

    /** A reader that keeps all it sees. */
    private static final class Seen extends Thread {
        volatile long position;
        volatile boolean isStopping;
        private final TestLog test;
        private final List<String> seen;

        Seen(final TestLog test, final List<String> seen) {
            super("reader");
            this.test = test;
            this.seen = seen;
            setDaemon(true);
            setUncaughtExceptionHandler((which, error) -> test.errors.add(error));
        }

        @Override
        public void run() {
            try (PartitionReader reader = test.reader()) {
                while (!isStopping) {
                    final int polled = reader.poll(record -> seen.add(describe(record)), 100);
                    if (polled < 0) {
                        throw new AssertionError("out of range: position=" + reader.position());
                    }
                    position = reader.position();
                }
            }
        }
    }
}
