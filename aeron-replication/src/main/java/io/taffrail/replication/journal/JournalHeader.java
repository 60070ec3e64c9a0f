/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.log.CorruptLogException;
import io.taffrail.log.NewerFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first bytes of a journal, see {@link JournalDescriptor}.
 *
 * @param nodeId      whose journal it is.
 * @param directoryId where it belongs.
 * @param fileNumber  grows whenever the file is written anew.
 * @param snapshotEnd position behind the entries that were forced before the file got its name.
 * @param length      of the file, in bytes.
 */
record JournalHeader(int nodeId, UUID directoryId, long fileNumber, int snapshotEnd, int length) {
    /** Write it at the start of a little-endian buffer. */
    void write(final ByteBuffer bytes) {
        bytes.putLong(JournalDescriptor.MAGIC_OFFSET, JournalDescriptor.MAGIC);
        bytes.putInt(JournalDescriptor.FORMAT_VERSION_OFFSET, JournalDescriptor.FORMAT_VERSION);
        bytes.putInt(JournalDescriptor.NODE_ID_OFFSET, nodeId);
        bytes.putLong(JournalDescriptor.DIRECTORY_ID_HIGH_OFFSET, directoryId.getMostSignificantBits());
        bytes.putLong(JournalDescriptor.DIRECTORY_ID_LOW_OFFSET, directoryId.getLeastSignificantBits());
        bytes.putLong(JournalDescriptor.FILE_NUMBER_OFFSET, fileNumber);
        bytes.putInt(JournalDescriptor.SNAPSHOT_END_OFFSET, snapshotEnd);
        bytes.putInt(JournalDescriptor.LENGTH_OFFSET, length);
        bytes.putInt(JournalDescriptor.HEADER_CRC_OFFSET, crc(bytes));
    }

    /** Read and check the start of a whole file. */
    static JournalHeader read(final Path path, final ByteBuffer bytes) {
        require(path, 0, "at least bytes=", JournalDescriptor.HEADER_LENGTH, Math.min(bytes.capacity(), 64));
        require(
                path,
                JournalDescriptor.MAGIC_OFFSET,
                "magic=",
                JournalDescriptor.MAGIC,
                bytes.getLong(JournalDescriptor.MAGIC_OFFSET));
        final int version = bytes.getInt(JournalDescriptor.FORMAT_VERSION_OFFSET);
        if (version > JournalDescriptor.FORMAT_VERSION) {
            throw new NewerFormatException(path, version, JournalDescriptor.FORMAT_VERSION);
        }
        final int position = JournalDescriptor.HEADER_CRC_OFFSET;
        require(path, position, "crc=", crc(bytes), bytes.getInt(position));
        final JournalHeader header = new JournalHeader(
                bytes.getInt(JournalDescriptor.NODE_ID_OFFSET),
                new UUID(
                        bytes.getLong(JournalDescriptor.DIRECTORY_ID_HIGH_OFFSET),
                        bytes.getLong(JournalDescriptor.DIRECTORY_ID_LOW_OFFSET)),
                bytes.getLong(JournalDescriptor.FILE_NUMBER_OFFSET),
                bytes.getInt(JournalDescriptor.SNAPSHOT_END_OFFSET),
                bytes.getInt(JournalDescriptor.LENGTH_OFFSET));
        require(path, 0, "bytes=", header.length, bytes.capacity());
        return header;
    }

    /** What the checksum of an entry is combined with. */
    static int seed(final ByteBuffer bytes) {
        return bytes.getInt(JournalDescriptor.HEADER_CRC_OFFSET);
    }

    private static int crc(final ByteBuffer bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(JournalDescriptor.HEADER_CRC_OFFSET).position(0));
        return (int) crc.getValue();
    }

    private static void require(
            final Path path, final long position, final String what, final long expected, final long found) {
        if (expected != found) {
            throw new CorruptLogException(
                    path,
                    position,
                    what + Long.toHexString(expected),
                    what + Long.toHexString(found),
                    "the journal was damaged or cut short: its votes are lost, replace the node's directory");
        }
    }
}
