/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** An entry of a journal in a buffer, see {@link JournalDescriptor}. */
final class EntryFlyweight {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer bytes;
    private final ByteBuffer summed;
    private int index;

    /** Over a little-endian buffer, whose limit must not be below an entry that is asked for. */
    EntryFlyweight(final ByteBuffer bytes) {
        this.bytes = bytes;
        this.summed = bytes.duplicate();
    }

    EntryFlyweight at(final int newIndex) {
        index = newIndex;
        return this;
    }

    int forcedPosition() {
        return bytes.getInt(index + JournalDescriptor.FORCED_POSITION_OFFSET);
    }

    int kind() {
        return bytes.getInt(index + JournalDescriptor.KIND_OFFSET);
    }

    int number() {
        return bytes.getInt(index + JournalDescriptor.NUMBER_OFFSET);
    }

    long first() {
        return bytes.getLong(index + JournalDescriptor.FIRST_OFFSET);
    }

    long second() {
        return bytes.getLong(index + JournalDescriptor.SECOND_OFFSET);
    }

    EntryFlyweight put(final int kind, final int number, final long first, final long second) {
        bytes.putInt(index + JournalDescriptor.KIND_OFFSET, kind);
        bytes.putInt(index + JournalDescriptor.NUMBER_OFFSET, number);
        bytes.putLong(index + JournalDescriptor.FIRST_OFFSET, first);
        bytes.putLong(index + JournalDescriptor.SECOND_OFFSET, second);
        return this;
    }

    /** Finish an entry that goes to a place in a file. */
    void seal(final int forcedPosition, final int seed) {
        bytes.putInt(index + JournalDescriptor.FORCED_POSITION_OFFSET, forcedPosition);
        bytes.putInt(index + JournalDescriptor.CRC_OFFSET, expectedCrc(seed));
    }

    /** Zeros are no entry, whatever the seed. */
    boolean isSound(final int seed) {
        return kind() != 0 && crc() == expectedCrc(seed);
    }

    int crc() {
        return bytes.getInt(index + JournalDescriptor.CRC_OFFSET);
    }

    int expectedCrc(final int seed) {
        crc.reset();
        crc.update(summed.limit(index + JournalDescriptor.ENTRY_LENGTH)
                .position(index + JournalDescriptor.FORCED_POSITION_OFFSET));
        return (int) crc.getValue() ^ seed;
    }
}
