/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    private static final TopicSettings ASYNC = TestLog.small().build();
    private static final TopicSettings SYNC =
            TestLog.small().durability(Durability.SYNC).build();
    private static final TopicSettings INTERVAL =
            TestLog.small().durability(Durability.INTERVAL).flushMs(100).build();

    @TempDir
    Path directory;

    private final FaultyStorage storage = new FaultyStorage();

    @Test
    void shouldForceNothingWhenAsyncUntilAskedTo() throws IOException {
        try (TestLog test = open(ASYNC);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            final AtomicLong forced = new AtomicLong();
            storage.onForce = path -> forced.addAndGet(path.toString().endsWith(SegmentFiles.SUFFIX) ? 1 : 0);
            TestLog.appendMany(appender, 10_000);
            for (int i = 0; i < 100; i++) {
                test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
                test.turn();
            }
            assertEquals(0, forced.get(), "forces of segments");
            assertEquals(0, test.log.durableOffset());

            test.log.requestForce(5_000);
            test.turn();

            assertTrue(test.log.durableOffset() >= 5_000, "durable=" + test.log.durableOffset());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldForceOncePerIntervalWhenInterval() throws IOException {
        try (TestLog test = open(INTERVAL);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 50; i++) {
                TestLog.append(appender, "value");
                test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(101));
                test.turn();
                assertEquals(i + 1, test.log.durableOffset());
            }
            TestLog.appendMany(appender, 100);
            for (int i = 0; i < 50; i++) {
                test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                test.turn();
            }
            assertEquals(50, test.log.durableOffset());
        }
    }

    @Test
    void shouldReturnOnlyWhenDurableWhenSync() throws Exception {
        try (TestLog test = open(SYNC);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            test.startDuties();
            final CountDownLatch held = new CountDownLatch(1);
            final AtomicBoolean isForcing = new AtomicBoolean();
            storage.onForce = path -> {
                isForcing.set(true);
                await(held);
            };
            final AtomicLong result = new AtomicLong(Long.MIN_VALUE);
            final Thread publisher = new Thread(() -> result.set(TestLog.append(appender, "second")));
            publisher.start();
            Await.until("a force began", isForcing::get);
            Await.until("the record is visible", () -> test.log.endOffset() == 2);
            assertEquals(1, test.log.durableOffset());
            assertEquals(Long.MIN_VALUE, result.get(), "returned before the force was done");

            storage.onForce = FaultyStorage.NONE;
            held.countDown();
            Await.ended(publisher);

            assertEquals(1, result.get());
            assertEquals(2, test.log.durableOffset());
        }
    }

    @Test
    void shouldForceOnceForManyPublishersWhenSync() throws IOException {
        final int publishers = 8;
        final int each = 50;
        try (TestLog test = open(SYNC)) {
            try (Appender appender = test.log.appender()) {
                TestLog.append(appender, "first");
            }
            test.startDuties();
            storage.onForce = path -> Thread.yield();
            final AtomicLong wrong = new AtomicLong();
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                final Thread thread = new Thread(() -> {
                    try (Appender appender = test.log.appender()) {
                        for (int number = 0; number < each; number++) {
                            final long offset = TestLog.append(appender, "value");
                            if (offset < 0 || offset >= test.log.durableOffset()) {
                                wrong.incrementAndGet();
                            }
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            threads.forEach(Await::ended);

            assertEquals(0, wrong.get(), "publishes that returned before they were durable");
            assertEquals(1 + publishers * each, test.log.durableOffset());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldFailForGoodWhenAForceFails() throws IOException {
        final TestLog test = open(SYNC);
        try (Appender appender = test.log.appender()) {
            for (int i = 0; i < 10; i++) {
                assertEquals(i, TestLog.append(appender, "value" + i));
            }
            final AtomicBoolean isFirst = new AtomicBoolean(true);
            storage.onForce = path -> {
                if (isFirst.getAndSet(false)) {
                    FaultyStorage.fail(path);
                }
            };

            assertEquals(PublishResult.FAILED, TestLog.append(appender, "lost"));
            assertEquals(PublishResult.FAILED, TestLog.append(appender, "refused"));
            for (int i = 0; i < 10; i++) {
                test.dutyNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
                test.turn();
            }

            assertEquals(10, test.log.durableOffset(), "the durable offset never moves again");
            assertNotNull(test.log.failure());
            assertEquals(1, test.errors.size());
            assertFalse(test.log.close(), "a failed log is not clean");
        }
        storage.onForce = FaultyStorage.NONE;
        try (TestLog reopened = open(SYNC)) {
            assertTrue(reopened.readAll().size() >= 10);
            assertEquals(2, reopened.log.term());
        }
    }

    @Test
    void shouldNotMoveTheEndBackWhenAForceFails() throws IOException {
        try (TestLog test = open(SYNC);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            storage.onForce = FaultyStorage::fail;
            TestLog.append(appender, "lost");

            assertTrue(test.log.endOffset() >= 10, "end=" + test.log.endOffset());
            try (PartitionReader reader = test.reader()) {
                reader.seek(5);
                assertEquals("5=value5", TestLog.readAll(reader).get(0));
            }
        }
    }

    @Test
    void shouldNotMoveTheEndBackWhileFallingIdle() throws IOException {
        try (TestLog test = open(ASYNC);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 1_000);
            final List<Long> ends = new ArrayList<>();
            storage.onForce = path -> ends.add(test.log.endOffset());

            test.fallIdle();

            assertFalse(ends.isEmpty());
            ends.forEach(end -> assertEquals(1_000, end));
            storage.onForce = FaultyStorage.NONE;
        }
    }

    @Test
    void shouldGoOnWhenASegmentIsUnmappedWhileItIsForced() throws IOException {
        try (TestLog test = open(INTERVAL);
                Appender appender = test.log.appender()) {
            for (int i = 0; test.log.rolls() == 0; i++) {
                assertEquals(i, TestLog.append(appender, "value"));
                if (test.log.rolls() == 0) {
                    test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(101));
                    test.log.doForceWork(test.dutyNs.get());
                }
            }
            final long end = test.log.endOffset();
            assertEquals(end - 1, test.log.durableOffset());
            final Segment sealed = test.log.segments()[0];
            assertTrue(sealed.isMapped());

            storage.onForce = path -> {
                storage.onForce = FaultyStorage.NONE;
                test.dutyNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
                test.log.doRoadWork(test.dutyNs.get());
                test.log.doRoadWork(test.dutyNs.get() + TimeUnit.SECONDS.toNanos(1));
            };
            test.log.doForceWork(test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(101)));

            test.assertNoErrors();
            assertEquals(end, test.log.durableOffset());
            test.retain();
            test.retain();
            assertFalse(sealed.isMapped(), "it is unmapped once nobody needs it");
        }
    }

    @Test
    void shouldAnswerWhenTheModeChangesWhileAPublisherWaits() throws Exception {
        try (TestLog test = open(SYNC);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            test.holdDuties(true);
            final AtomicLong result = new AtomicLong(Long.MIN_VALUE);
            final Thread publisher = new Thread(() -> result.set(TestLog.append(appender, "second")));
            publisher.start();
            Await.until("the record is visible", () -> test.log.endOffset() == 2);

            test.log.onSettings(ASYNC);

            Await.ended(publisher);
            assertEquals(1, result.get());
            test.holdDuties(false);
        }
    }

    private TestLog open(final TopicSettings settings) throws IOException {
        final TestLog opened = new TestLog(storage, directory, settings, Replication.NONE);
        opened.log.load();
        return opened;
    }

    private static void await(final CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (final InterruptedException ex) {
            throw new IOException(ex);
        }
    }
}
