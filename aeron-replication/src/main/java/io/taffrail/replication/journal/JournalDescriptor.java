/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

/**
 * Layout of {@code node.journal}, little endian. Positions count from the start of the file.
 *
 * <pre>
 *   position
 *   0             +--------------------------------------+
 *                 | header                     64 bytes  |
 *   64            +--------------------------------------+
 *                 | entries, 32 bytes each               |  what was known when the file was made
 *   snapshotEnd   +--------------------------------------+
 *                 | entries noted together               |  one write, one force
 *                 | mark                                 |  written after that force, forced with the next
 *                 | entries noted together               |
 *                 | mark                                 |
 *                 | zeros                                |
 *   length        +--------------------------------------+
 * </pre>
 *
 * The header:
 *
 * <pre>
 *   byte   0         1         2         3         4         5         6         7
 *   bit    0         8         16        24        32        40        48        56
 *         +-------------------------------------------------------------------------------+
 *       0 |                                     magic                                     |
 *         +---------------------------------------+---------------------------------------+
 *       8 |             formatVersion             |                nodeId                 |
 *         +---------------------------------------+---------------------------------------+
 *      16 |                                directoryIdHigh                                |
 *         +-------------------------------------------------------------------------------+
 *      24 |                                directoryIdLow                                 |
 *         +-------------------------------------------------------------------------------+
 *      32 |                                  fileNumber                                   |
 *         +---------------------------------------+---------------------------------------+
 *      40 |              snapshotEnd              |                length                 |
 *         +---------------------------------------+---------------------------------------+
 *      48 |                                   reserved                                    |
 *         +---------------------------------------+---------------------------------------+
 *      56 |               reserved                |                  crc                  |
 *         +---------------------------------------+---------------------------------------+
 * </pre>
 *
 * An entry:
 *
 * <pre>
 *   byte   0         1         2         3         4         5         6         7
 *   bit    0         8         16        24        32        40        48        56
 *         +---------------------------------------+---------------------------------------+
 *       0 |                  crc                  |            forcedPosition             |
 *         +---------------------------------------+---------------------------------------+
 *       8 |                 kind                  |                number                 |
 *         +---------------------------------------+---------------------------------------+
 *      16 |                                     first                                     |
 *         +-------------------------------------------------------------------------------+
 *      24 |                                    second                                     |
 *         +-------------------------------------------------------------------------------+
 *
 *   kind            number      first              second
 *   1 incarnation   0           how many starts    0
 *   2 ballot        term        group              voted for, -1 none
 *   3 standing      1 voter     group              0
 *                   2 amnesiac
 *   4 peer          node        directory, high    directory, low
 *   5 mark          0           0                  0
 * </pre>
 *
 * <p>The header's crc is the CRC32C of the 60 bytes before it. An entry's is the CRC32C of the 28 bytes behind it, by
 * exclusive or with the header's crc and with the entry's position: an entry of another file, or moved within this one,
 * is not sound.
 */
final class JournalDescriptor {
    static final long MAGIC = 0x4C4E524A4C465254L; // "TRFLJRNL" in the order of the bytes
    static final int FORMAT_VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int FORMAT_VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int NODE_ID_OFFSET = FORMAT_VERSION_OFFSET + Integer.BYTES;
    static final int DIRECTORY_ID_HIGH_OFFSET = NODE_ID_OFFSET + Integer.BYTES;
    static final int DIRECTORY_ID_LOW_OFFSET = DIRECTORY_ID_HIGH_OFFSET + Long.BYTES;
    static final int FILE_NUMBER_OFFSET = DIRECTORY_ID_LOW_OFFSET + Long.BYTES;
    static final int SNAPSHOT_END_OFFSET = FILE_NUMBER_OFFSET + Long.BYTES;
    static final int LENGTH_OFFSET = SNAPSHOT_END_OFFSET + Integer.BYTES;
    static final int HEADER_CRC_OFFSET = 60;
    static final int HEADER_LENGTH = 64;

    static final int CRC_OFFSET = 0;
    static final int FORCED_POSITION_OFFSET = CRC_OFFSET + Integer.BYTES;
    static final int KIND_OFFSET = FORCED_POSITION_OFFSET + Integer.BYTES;
    static final int NUMBER_OFFSET = KIND_OFFSET + Integer.BYTES;
    static final int FIRST_OFFSET = NUMBER_OFFSET + Integer.BYTES;
    static final int SECOND_OFFSET = FIRST_OFFSET + Long.BYTES;
    static final int ENTRY_LENGTH = SECOND_OFFSET + Long.BYTES;

    static final int INCARNATION = 1;
    static final int BALLOT = 2;
    static final int STANDING = 3;
    static final int PEER = 4;
    static final int MARK = 5;

    static final int VOTER = 1;
    static final int AMNESIAC = 2;

    private JournalDescriptor() {}
}
