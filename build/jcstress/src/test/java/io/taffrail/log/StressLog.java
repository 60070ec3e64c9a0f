/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A log in memory, open, without duties: appended to in one segment from some position on, with spares for rolls. */
final class StressLog {
    /** Bytes of a batch of one {@link #append} value. */
    static final int BATCH = 128;

    static final int TERM = 1;

    static final long PRODUCER = 7;

    /** The sequence that {@link #ownerOfItsGate()} publishes next. */
    static final int OWNED = 2;

    private static final Storage STORAGE = new FileStorage();
    private static final Path DIRECTORY = Path.of("stress-0");
    private static final TopicSettings SETTINGS =
            TopicSettings.builder().segmentBytes(StressMemory.LENGTH).build();
    private static final UnsafeBuffer VALUE = new UnsafeBuffer(new byte[40]);

    static {
        VALUE.setMemory(0, VALUE.capacity(), (byte) 7);
    }

    final PartitionLog log;
    final ActiveTail first = StressMemory.spare();

    StressLog(final int position, final int spares) {
        log = new PartitionLog(
                new LogContext(
                        STORAGE,
                        DIRECTORY,
                        StressMemory.LOG_ID,
                        () -> 1L,
                        (attempt, sinceNs) -> {
                            Thread.onSpinWait();
                            return true;
                        },
                        Replication.NONE,
                        active -> {},
                        error -> {
                            throw new IllegalStateException(error);
                        }),
                SETTINGS);
        log.roller().stamp(first, null, 0, 0, TERM);
        first.begin(TERM, 0, position);
        for (int i = 0; i < spares; i++) {
            log.roller().spares().add(StressMemory.spare());
        }
        log.catalog().add(first.segment);
        log.cursor().start(first.segment, position, 0, Long.MIN_VALUE);
        log.compareAndSetCurrent(log.current(), first);
    }

    /** Claim what {@link #append} appends, and fill it. */
    static int tryClaim(final Appender appender) {
        final long offset = appender.tryClaim(VALUE.capacity());
        if (offset >= 0) {
            appender.buffer().putBytes(appender.valueIndex(), VALUE, 0, VALUE.capacity());
        }
        return (int) offset;
    }

    /** Append a record of {@link #BATCH} bytes: its offset, or why not. */
    static int append(final Appender appender) {
        return (int) appender.append(VALUE, 0, VALUE.capacity());
    }

    /** The only appender of a producer, behind its first batches. */
    ProducerAppender ownerOfItsGate() {
        final ProducerAppender owner = log.producer(PRODUCER, (short) 0);
        log.producers().take(PRODUCER).history = log.producers().history();
        for (int sequence = 0; sequence < OWNED; sequence++) {
            append(owner, sequence);
        }
        return owner;
    }

    /** Append a record for a producer: its offset, or why not. */
    long append(final ProducerAppender producer, final int sequence) {
        return producer.append(sequence, VALUE, 0, VALUE.capacity());
    }

    /** How many batches of {@link #PRODUCER} have a sequence. */
    int batchesOf(final int sequence) {
        int count = 0;
        for (int i = committed() - 1; i >= 0; i--) {
            final int position = StressMemory.FIRST + i * BATCH;
            final boolean isOurs = BatchHeader.producerId(first.buffer, position) == PRODUCER
                    && BatchHeader.baseSequence(first.buffer, position) == sequence;
            count += isOurs ? 1 : 0;
        }
        return count;
    }

    /** How many batches are committed, up to the first one that is not. */
    int committed() {
        int count = 0;
        while (BatchHeader.lengthVolatile(first.buffer, StressMemory.FIRST + count * BATCH) > 0) {
            count++;
        }
        return count;
    }

    /** Whether a batch of {@link #append} is visible here, whole: -1 when it is visible and something in it is wrong. */
    static int visible(final Segment segment, final int position) {
        final int length = BatchHeader.lengthVolatile(segment.buffer(), position);
        if (length <= 0) {
            return 0;
        }
        final BatchChecksum checksum = new BatchChecksum(StressMemory.LOG_ID);
        checksum.over(segment, segment.duplicate(Integer.MAX_VALUE));
        boolean isRight = checksum.of(position, length) == BatchHeader.crc(segment.buffer(), position)
                && BatchHeader.recordCount(segment.buffer(), position) == 1;
        for (int i = 0; i < VALUE.capacity(); i++) {
            isRight &= segment.buffer().getByte(position + BATCH - VALUE.capacity() + i) == VALUE.getByte(i);
        }
        return isRight ? 1 : -1;
    }
}
