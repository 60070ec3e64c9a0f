/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks records that name their publisher and their number with it: each once, in the order of its publisher, offsets
 * ascending. The bytes after these two tell whether the record is whole.
 */
final class RecordAudit implements RecordHandler {
    private static final int HEADER = 16;

    private final long[] next;
    private long lastOffset = -1;
    private long count;

    RecordAudit(final int publishers) {
        next = new long[publishers];
    }

    /** Make the value of a record; its length. */
    static int fill(final UnsafeBuffer value, final int publisher, final long number, final int extra) {
        value.putLong(0, publisher);
        value.putLong(8, number);
        value.setMemory(HEADER, extra, (byte) (publisher * 31 + number));
        return HEADER + extra;
    }

    @Override
    public void onRecord(final Record record) {
        final int at = record.valueIndex();
        final int publisher = (int) record.buffer().getLong(at);
        final long number = record.buffer().getLong(at + 8);
        if (number != next[publisher]) {
            throw new AssertionError("publisher=" + publisher + " expected number=" + next[publisher] + " found="
                    + number + " offset=" + record.offset());
        }
        if (record.offset() <= lastOffset) {
            throw new AssertionError("offset=" + record.offset() + " after " + lastOffset);
        }
        for (int i = HEADER; i < record.valueLength(); i++) {
            if (record.buffer().getByte(at + i) != (byte) (publisher * 31 + number)) {
                throw new AssertionError("torn record: offset=" + record.offset() + " byte=" + i);
            }
        }
        next[publisher]++;
        lastOffset = record.offset();
        count++;
    }

    long count() {
        return count;
    }

    long lastOffset() {
        return lastOffset;
    }

    @Override
    public String toString() {
        return "count=" + count + " lastOffset=" + lastOffset + " next=" + java.util.Arrays.toString(next);
    }
}
