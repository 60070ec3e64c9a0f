/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.Appender;
import io.taffrail.log.BatchCursor;
import io.taffrail.log.LogContext;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PublishResult;
import io.taffrail.log.Replication;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** A log of the engine, in files, without an engine: its duties are done at each turn, in the caller's thread. */
final class DiskLog implements AutoCloseable {
    static final long LOG_ID = 42;

    private static final long TURN_NS = 1_000;
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(11);
    private static final int PATIENCE = 200;

    final List<Throwable> errors = new ArrayList<>();
    final PartitionLog log;
    private final Appender publisher;
    private long epochNs = 1_700_000_000_000_000_000L;
    private long dutyNs = TimeUnit.SECONDS.toNanos(100);

    DiskLog(final Path directory, final Replication replication) throws IOException {
        this(new FileStorage(), directory, small().build(), replication);
    }

    DiskLog(final Storage storage, final Path directory, final TopicSettings settings, final Replication replication)
            throws IOException {
        final LogContext context = new LogContext(
                storage,
                directory,
                LOG_ID,
                () -> epochNs++,
                this::await,
                replication,
                active -> {
                    // its duties are done anyway
                },
                errors::add);
        log = new PartitionLog(context, settings);
        log.load();
        publisher = log.appender();
    }

    static TopicSettings.Builder small() {
        return TopicSettings.builder().segmentBytes(64 * 1024).retentionMs(-1);
    }

    static TopicSettings.Builder large() {
        return TopicSettings.builder()
                .segmentBytes(8 << 20)
                .maxMessageBytes(16 << 20)
                .retentionMs(-1);
    }

    EngineLog engine() {
        return new EngineLog(log, false);
    }

    /** Do all duties once. */
    void turn() {
        dutyNs += TURN_NS;
        log.doCursorWork(Integer.MAX_VALUE);
        log.doRoadWork(dutyNs);
        log.doForceWork(dutyNs);
    }

    /** Let so much time pass that all segments are cold. */
    void fallIdle() {
        turn();
        for (int i = 0; i < 10 && log.isActive(); i++) {
            dutyNs += IDLE_NS;
            turn();
        }
        assertTrue(!log.isActive(), () -> "the log did not fall idle: errors=" + errors);
    }

    /** Let the retention interval pass and do a turn. */
    void retain() {
        dutyNs += TimeUnit.SECONDS.toNanos(1);
        turn();
    }

    /** A record of so many bytes, other ones each time; the offset, or a negative result. */
    long publish(final int length) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[length]);
        value.setMemory(0, length, (byte) epochNs);
        return publisher.append(value, 0, length);
    }

    boolean tryPublish(final UnsafeBuffer value) {
        return publisher.append(value, 0, value.capacity()) >= 0;
    }

    void publishMany(final int records, final int length) {
        for (int i = 0; i < records; i++) {
            final long result = publish(length);
            assertTrue(result >= 0, () -> PublishResult.describe(result));
        }
    }

    Appender appender() {
        return log.appender();
    }

    /** The batches from an offset on, one behind the other. */
    UnsafeBuffer bytes(final long from) {
        UnsafeBuffer all = new UnsafeBuffer(new byte[1 << 20]);
        int length = 0;
        try (BatchCursor batches = log.replica().batches(from)) {
            while (batches.look(1 << 20) > 0) {
                if (length + batches.length() > all.capacity()) {
                    final byte[] more = new byte[2 * (length + batches.length())];
                    all.getBytes(0, more, 0, length);
                    all = new UnsafeBuffer(more);
                }
                all.putBytes(length, batches.buffer(), batches.index(), batches.length());
                length += batches.length();
                batches.pass();
            }
        }
        return new UnsafeBuffer(all, 0, length);
    }

    /** Whether two logs hold the same bytes at the same offsets; the number of batches. */
    static long assertSame(final DiskLog expected, final DiskLog actual) {
        long count = 0;
        try (BatchCursor left = expected.log.replica().batches(expected.log.logStartOffset());
                BatchCursor right = actual.log.replica().batches(expected.log.logStartOffset())) {
            while (left.look(1) > 0) {
                assertTrue(right.look(1) > 0, "a batch at offset=" + left.baseOffset());
                final UnsafeBuffer wanted = new UnsafeBuffer(left.buffer(), left.index(), left.length());
                final UnsafeBuffer found = new UnsafeBuffer(right.buffer(), right.index(), right.length());
                assertEquals(left.baseOffset(), right.baseOffset());
                assertEquals(0, wanted.compareTo(found), "bytes at offset=" + left.baseOffset());
                left.pass();
                right.pass();
                count++;
            }
            assertEquals(0, right.look(1), "nothing more than up to offset=" + left.nextOffset());
            assertEquals(left.nextOffset(), right.nextOffset());
        }
        return count;
    }

    static int crcAt(final UnsafeBuffer batches, final int index) {
        return batches.getInt(index + LogFormat.CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int lengthAt(final UnsafeBuffer batches, final int index) {
        return LogFormat.alignedBatchLength(batches.getInt(index + LogFormat.LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
    }

    static long offsetAt(final UnsafeBuffer batches, final int index) {
        return batches.getLong(index + LogFormat.BASE_OFFSET_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    void assertNoErrors() {
        assertEquals(List.of(), errors);
        assertEquals(null, log.failure());
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        log.close();
    }

    private boolean await(final long attempt, final long sinceNs) {
        turn();
        return attempt < PATIENCE;
    }
}
