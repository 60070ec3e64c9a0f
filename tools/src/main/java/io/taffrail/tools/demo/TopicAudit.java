/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/**
 * Follows the records of one topic: offsets must rise by one from 0, and each message's ordinal (a number that says which
 * message of the stream it is) must be above the one before.
 *
 * <p>A violation is reported once, at the record where it is seen; the audit then goes on from there.
 */
final class TopicAudit {
    private final Check offsets;
    private final Check order;
    private final Check content;
    private long records;
    private long nextOffset;
    private long lastOrdinal;

    TopicAudit(final String topic) {
        offsets = new Check(topic + ": offsets rise by one from 0");
        order = new Check(topic + ": every record once, in order");
        content = new Check(topic + ": content as computed");
    }

    void onOffset(final long offset) {
        records++;
        if (offset != nextOffset) {
            offsets.fail("at record=" + records + " offset found=" + offset + " expected=" + nextOffset);
        }
        nextOffset = offset + 1;
    }

    /** For a stream whose ordinals have no gaps. */
    void onContiguousOrdinal(final long offset, final long ordinal) {
        if (ordinal != lastOrdinal + 1) {
            order.fail("at offset=" + offset + " sequence found=" + ordinal + " expected=" + (lastOrdinal + 1));
        }
        lastOrdinal = ordinal;
    }

    /** For a stream that has a message for some ordinals only. */
    void onRisingOrdinal(final long offset, final long ordinal) {
        if (ordinal <= lastOrdinal) {
            order.fail("at offset=" + offset + " message found=" + ordinal + " expected above=" + lastOrdinal);
        }
        lastOrdinal = ordinal;
    }

    void onUnknownMessage(final long offset, final int length) {
        content.fail("at offset=" + offset + " not a message of this topic, length=" + length);
    }

    /** At the end: as many records as there should be, and the same bytes in the same order. */
    void finish(final long expectedRecords, final long hash, final long expectedHash) {
        if (records != expectedRecords) {
            order.fail("records found=" + records + " expected=" + expectedRecords);
        }
        if (hash != expectedHash) {
            content.fail("hash found=" + Long.toHexString(hash) + " expected=" + Long.toHexString(expectedHash));
        }
    }

    long records() {
        return records;
    }

    Check offsets() {
        return offsets;
    }

    Check order() {
        return order;
    }

    Check content() {
        return content;
    }
}
