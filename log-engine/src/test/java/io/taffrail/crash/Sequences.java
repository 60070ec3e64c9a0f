/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.log.PartitionLog;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An idempotent producer of records whose keys say their sequences. When the log is opened again it shows each sequence once and in
 * order, and the log must know which one is the last: a repetition of it is answered with its offset, and what leaves one
 * out is refused.
 */
final class Sequences {
    private static final String MARK = "sequence:";

    private long producerId = 1;
    private int next;

    /** The key of the record that was published last. */
    byte[] lastKey() {
        return key(next - 1);
    }

    private byte[] key(final int sequence) {
        return (MARK + producerId + ":" + sequence).getBytes(StandardCharsets.UTF_8);
    }

    /** Publish a record; the offset, or a refusal. One that a fence took from the log is replaced by this one. */
    long publish(final PartitionLog log, final byte[] value) {
        try (ProducerAppender producer = log.producer(producerId, (short) 0)) {
            for (; ; ) {
                final long end = log.endOffset();
                final long result = producer.append(
                        next, new RecordDraft().key(key(next)).value(new UnsafeBuffer(value), 0, value.length));
                if (result >= 0) {
                    if (result < end) {
                        throw new BrokenPromise("new sequence=" + next + " was taken for that at offset=" + result);
                    }
                    next++;
                    return result;
                }
                if (result != PublishResult.OUT_OF_ORDER_SEQUENCE || next == 0) {
                    return result;
                }
                next--;
            }
        }
    }

    /** The log was opened: take its records for what was published, and see that it does. */
    void check(final PartitionLog log, final SortedMap<Long, Shown.Row> rows) {
        final Map<Long, Integer> lasts = new HashMap<>();
        final Map<Long, Long> offsets = new HashMap<>();
        rows.forEach((offset, row) -> {
            final String key = row.key() == null ? "" : new String(row.key(), StandardCharsets.UTF_8);
            if (key.startsWith(MARK)) {
                final String[] parts = key.split(":");
                final long id = Long.parseLong(parts[1]);
                final int sequence = Integer.parseInt(parts[2]);
                final Integer last = lasts.put(id, sequence);
                if (last != null && sequence != last + 1) {
                    throw new BrokenPromise("sequence=" + sequence + " at offset=" + offset + " stands behind " + last);
                }
                offsets.put(id, offset);
            }
        });
        lasts.forEach((id, last) -> check(log, id, last, offsets.get(id)));
        producerId = lasts.keySet().stream().mapToLong(Long::longValue).max().orElse(producerId + 1_000);
        next = lasts.getOrDefault(producerId, -1) + 1;
    }

    private static void check(final PartitionLog log, final long id, final int last, final long offset) {
        try (ProducerAppender producer = log.producer(id, (short) 0)) {
            final RecordDraft draft = new RecordDraft().value(new byte[1]);
            final long again = producer.append(last, draft);
            final long gap = producer.append(last + 2, draft);
            if (again != offset || gap != PublishResult.OUT_OF_ORDER_SEQUENCE) {
                throw new BrokenPromise("sequence=" + last + " of producer=" + id + " is at offset=" + offset
                        + ": appended again it was answered " + again + ", one behind a gap " + gap);
            }
        }
    }
}
