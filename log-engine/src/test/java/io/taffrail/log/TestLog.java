/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A log without an engine around it. Its duties are done by whoever waits for them, or by threads ({@link #startDuties}),
 * at a time that the test moves; the wall clock stands still unless the test moves it.
 */
final class TestLog implements AutoCloseable {
    static final long LOG_ID = 42;

    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(11);
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(30);

    final List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong epochNs = new AtomicLong(1_700_000_000_000_000_000L);
    final AtomicLong dutyNs = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
    final PartitionLog log;
    private final AtomicLong activations = new AtomicLong();
    private final List<Thread> duties = new ArrayList<>();
    private volatile boolean isRunning;
    private volatile boolean isHeld;
    private boolean isAbandoned;
    private volatile long giveUpNs = GIVE_UP_NS;
    private long dutyTickNs = 1_000;

    TestLog(final Path directory, final TopicSettings settings) {
        this(new FileStorage(), directory, settings, Replication.NONE);
    }

    TestLog(final Storage storage, final Path directory, final TopicSettings settings, final Replication replication) {
        this(storage, directory, settings, replication, LOG_ID);
    }

    TestLog(
            final Storage storage,
            final Path directory,
            final TopicSettings settings,
            final Replication replication,
            final long logId) {
        log = new PartitionLog(
                new LogContext(
                        storage,
                        directory,
                        logId,
                        epochNs::get,
                        this::await,
                        replication,
                        active -> activations.incrementAndGet(),
                        errors::add),
                settings);
    }

    /** Settings with small segments. */
    static TopicSettings.Builder small() {
        return TopicSettings.builder().segmentBytes(64 * 1024).retentionMs(-1);
    }

    static TestLog open(final Path directory, final TopicSettings settings) throws IOException {
        final TestLog opened = new TestLog(directory, settings);
        opened.log.load();
        return opened;
    }

    static TestLog open(final Path directory) throws IOException {
        return open(directory, small().build());
    }

    /** Let publishers give up after so long, real time. */
    TestLog givingUpAfterMs(final long ms) {
        giveUpNs = TimeUnit.MILLISECONDS.toNanos(ms);
        return this;
    }

    /** How far a turn moves the time of the duties. */
    TestLog ticking(final long tickNs) {
        dutyTickNs = tickNs;
        return this;
    }

    /** Do all duties once. */
    synchronized void turn() {
        final long nowNs = dutyNs.addAndGet(dutyTickNs);
        log.doCursorWork(Integer.MAX_VALUE);
        log.doRoadWork(nowNs);
        log.doForceWork(nowNs);
    }

    /** Run the duties in threads, as an engine does. */
    TestLog startDuties() {
        isRunning = true;
        dutyTickNs = 0;
        start("conductor", () -> log.doCursorWork(100_000));
        start("frontier", () -> log.doRoadWork(dutyNs.addAndGet(20_000)));
        start("flusher", () -> log.doForceWork(dutyNs.get()));
        return this;
    }

    /** Whether those who wait leave the duties undone. */
    void holdDuties(final boolean isOn) {
        isHeld = isOn;
    }

    /** Stop the threads. */
    void stopDuties() {
        isRunning = false;
        duties.forEach(Await::ended);
        duties.clear();
        dutyTickNs = 1_000;
    }

    /** Let so much time pass that the log falls idle. */
    void fallIdle() {
        turn();
        for (int i = 0; i < 10 && log.isActive(); i++) {
            dutyNs.addAndGet(IDLE_NS);
            turn();
        }
        assertTrue(!log.isActive(), () -> "the log did not fall idle: errors=" + errors);
    }

    /** Let the log fall idle, if anybody may append to it. */
    void fallIdleUnlessFenced() {
        if (log.isActive()) {
            fallIdle();
        }
    }

    /** Let the retention interval pass and do a turn. */
    void retain() {
        dutyNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        turn();
    }

    /** How often the log asked for its duties to be done. */
    long activations() {
        return activations.get();
    }

    PartitionReader reader() {
        return log.reader(ReaderStrategy.EAGER);
    }

    /** Values of all records that a reader gets until it gets none. */
    static List<String> readAll(final PartitionReader reader) {
        final List<String> values = new ArrayList<>();
        int polled;
        do {
            polled = reader.poll(record -> values.add(record.offset() + "=" + record.valueAsString()), 1000);
        } while (polled > 0);
        assertEquals(0, polled, "answer of the last poll");
        return values;
    }

    /** Values of all records of the log. */
    List<String> readAll() {
        try (PartitionReader reader = reader()) {
            return readAll(reader);
        }
    }

    static long append(final Appender appender, final String value) {
        final UnsafeBuffer bytes = new UnsafeBuffer(value.getBytes(StandardCharsets.UTF_8));
        return appender.append(bytes, 0, bytes.capacity());
    }

    /** Append values named by their offsets, so many; every one must succeed. */
    static void appendMany(final Appender appender, final int number) {
        for (int i = 0; i < number; i++) {
            final long result = append(appender, "value" + i);
            assertTrue(result >= 0, () -> PublishResult.describe(result));
        }
    }

    void assertNoErrors() {
        assertTrue(errors.isEmpty(), () -> "errors=" + errors);
        assertEquals(null, log.failure());
    }

    /** Stop everything and leave the directory as a process does that is killed: nothing is closed or marked. */
    void abandon() {
        stopDuties();
        isAbandoned = true;
    }

    @Override
    public void close() throws IOException {
        stopDuties();
        if (!isAbandoned) {
            log.close();
        }
    }

    private boolean await(final long attempt, final long sinceNs) {
        if (isHeld) {
            Thread.onSpinWait();
        } else if (!isRunning) {
            turn();
        } else if (attempt < 100) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(20_000);
        }
        return System.nanoTime() - sinceNs < giveUpNs;
    }

    private void start(final String name, final IntSupplier turn) {
        final Thread thread = new Thread(
                () -> {
                    while (isRunning) {
                        if (turn.getAsInt() == 0) {
                            LockSupport.parkNanos(20_000);
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((which, error) -> errors.add(error));
        thread.start();
        duties.add(thread);
    }
}
