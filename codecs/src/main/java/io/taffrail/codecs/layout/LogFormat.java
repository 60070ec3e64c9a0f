/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs.layout;

/**
 * Constants of the log format, version 1, and the arithmetic that goes with them. {@code docs/format.md} draws every
 * structure named here. All integers in the files are little endian; all positions and lengths are bytes.
 *
 * <pre>
 *   segment file                                             one batch, 64-byte aligned
 *   0      +---------------------------+                     0    +---------------------------+
 *          | segment header            |                          | batch header              |
 *   512    | durable mark, slot 0      |                     64   +---------------------------+  multiple of 8
 *   1024   | durable mark, slot 1      |                          | record prefix, 24 bytes   |
 *   1536   | compaction, or zeros      |                     88   +---------------------------+  multiple of 8
 *   4096   +---------------------------+                          | value, key, headers       |
 *          | batch                     |                          | zeros to a multiple of 8  |
 *          | batch                     |                          +---------------------------+  multiple of 8
 *          | ...                       |                          | next record ...           |
 *          | filler, or nothing yet    |                          | zeros to a multiple of 64 |
 *   length +---------------------------+                          +---------------------------+
 * </pre>
 *
 * <p>The offsets of the batch header, the record prefix and the header prefix are repeated here from the generated
 * codecs because the hot path reads and writes those fields by hand: the length needs ordered access, which a generated
 * accessor does not give. Tests compare the two.
 *
 * <p>Threading: constants and pure functions, safe from any thread.
 */
public final class LogFormat {
    /** Version of the file layouts; a reader refuses a file that carries a greater one. */
    public static final int FORMAT_VERSION = 1;

    /** Version of a segment file that takes the place of others: older readers do not know where it belongs. */
    public static final int COMPACTED_FORMAT_VERSION = 2;

    /** Version of the batch layout; a reader refuses a batch that carries a greater one. */
    public static final byte BATCH_VERSION = 1;

    // Segment file

    /** First eight bytes of a segment file: "TAFFRAIL" in ASCII, read as a little-endian long. */
    public static final long SEGMENT_MAGIC = 0x4C49_4152_4646_4154L;

    /** Bytes before the first batch of a segment, and so the position of that batch. */
    public static final int SEGMENT_HEADER_LENGTH = 4096;

    /** Position of the first durable mark in a segment file. */
    public static final int DURABLE_MARK_SLOT_0 = 512;

    /** Position of the second durable mark in a segment file. */
    public static final int DURABLE_MARK_SLOT_1 = 1024;

    /** Bit in a segment's flags: the segment was compacted, so the offsets of its records may have gaps. */
    public static final int SEGMENT_FLAG_OFFSET_GAPS = 1;

    /** Position of the compaction in the file of a segment that was compacted. */
    public static final int COMPACTION_POSITION = 1536;

    /** Steps that a compaction has at most. */
    public static final int MAX_CLEANED_STEPS = 64;

    // Control file

    /** First eight bytes of a control file: "TAFFCTRL" in ASCII, read as a little-endian long. */
    public static final long CONTROL_MAGIC = 0x4C52_5443_4646_4154L;

    /** Bytes of a control file. */
    public static final int CONTROL_FILE_LENGTH = 4096;

    /** Position of the first checkpoint in a control file. */
    public static final int CHECKPOINT_SLOT_0 = 512;

    /** Position of the second checkpoint in a control file. */
    public static final int CHECKPOINT_SLOT_1 = 1024;

    /** Position of the live state in a control file. */
    public static final int LIVE_STATE_POSITION = 2048;

    // Index file, producers file and manifest

    /** First eight bytes of an index file: "TAFFINDX" in ASCII, read as a little-endian long. */
    public static final long INDEX_MAGIC = 0x5844_4E49_4646_4154L;

    /** First eight bytes of a producers file: "TAFFPROD" in ASCII, read as a little-endian long. */
    public static final long PRODUCERS_MAGIC = 0x444F_5250_4646_4154L;

    /** Batches of a producer that are remembered, and slots for them in its entry of a producers file. */
    public static final int PRODUCER_BATCHES = 5;

    /** Bytes of the CRC32C that follows the manifest message in its file. */
    public static final int MANIFEST_CRC_LENGTH = 4;

    // Batch

    /** Batches begin at multiples of this many bytes: one cache line. */
    public static final int BATCH_ALIGNMENT = 64;

    /** Bytes of a batch header, and so the distance from a batch to its first record. */
    public static final int BATCH_HEADER_LENGTH = 64;

    public static final int LENGTH_OFFSET = 0;
    public static final int CRC_OFFSET = 4;
    public static final int BASE_OFFSET_OFFSET = 8;
    public static final int TERM_OFFSET = 16;
    public static final int ATTRIBUTES_OFFSET = 20;
    public static final int VERSION_OFFSET = 22;
    public static final int RESERVED_OFFSET = 23;
    public static final int BASE_TIMESTAMP_OFFSET = 24;
    public static final int MAX_TIMESTAMP_OFFSET = 32;
    public static final int PRODUCER_ID_OFFSET = 40;
    public static final int BASE_SEQUENCE_OFFSET = 48;
    public static final int PRODUCER_EPOCH_OFFSET = 52;
    public static final int RESERVED2_OFFSET = 54;
    public static final int LAST_OFFSET_DELTA_OFFSET = 56;
    public static final int RECORD_COUNT_OFFSET = 60;

    /** First byte of a batch that its CRC covers; the last one is the last of the aligned batch. */
    public static final int CRC_COVERED_FROM = 8;

    /**
     * Value of the length field of a claim that was revoked at a fence: its bytes are not used again and a late commit
     * is refused. It cannot be taken for a claim, since the negative of no length is that small.
     */
    public static final int DEAD_CLAIM = Integer.MIN_VALUE;

    /** Bits of the attributes that say how the records are compressed: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
    public static final int ATTRIBUTE_COMPRESSION_MASK = 0b0000_0111;

    /** Attribute bit: timestamps were given by the log on appending (set) or by the producer (clear). */
    public static final int ATTRIBUTE_LOG_APPEND_TIME = 1 << 3;

    /** Attribute bit: part of a transaction of the batch's producer. */
    public static final int ATTRIBUTE_TRANSACTIONAL = 1 << 4;

    /** Attribute bit: a control batch, whose one record says how a transaction of the batch's producer ended. */
    public static final int ATTRIBUTE_CONTROL = 1 << 5;

    /** Attribute bit: a void, which consumes offsets and holds no records. */
    public static final int ATTRIBUTE_VOID = 1 << 6;

    /** Attribute bit: a filler, which ends a segment, consumes no offsets and holds no records. */
    public static final int ATTRIBUTE_FILLER = 1 << 7;

    /** Attribute bits that a batch of version 1 may carry; a batch with any other is not valid. */
    public static final int ATTRIBUTE_ALLOWED_MASK = ATTRIBUTE_COMPRESSION_MASK
            | ATTRIBUTE_LOG_APPEND_TIME
            | ATTRIBUTE_TRANSACTIONAL
            | ATTRIBUTE_CONTROL
            | ATTRIBUTE_VOID
            | ATTRIBUTE_FILLER;

    /** Bytes between the header of a compressed batch and what its codec made: the length of the records. */
    public static final int COMPRESSED_PREFIX_LENGTH = 8;

    /** Producer id, producer epoch and base sequence of a batch that was written without idempotence. */
    public static final int NO_PRODUCER = -1;

    /** Last offset delta of a filler: it consumes no offsets. */
    public static final int FILLER_LAST_OFFSET_DELTA = -1;

    /** Version of the key and the value of a control record. */
    public static final int CONTROL_RECORD_VERSION = 0;

    /** Type of a control record: the transaction was aborted. */
    public static final int CONTROL_ABORT = 0;

    /** Type of a control record: the transaction was committed. */
    public static final int CONTROL_COMMIT = 1;

    // Record

    /** Records begin at multiples of this many bytes from the start of their batch. */
    public static final int RECORD_ALIGNMENT = 8;

    /** Bytes of a record's prefix, and so the distance from a record to its value. */
    public static final int RECORD_PREFIX_LENGTH = 24;

    public static final int RECORD_LENGTH_OFFSET = 0;
    public static final int RECORD_OFFSET_DELTA_OFFSET = 4;
    public static final int RECORD_TIMESTAMP_DELTA_OFFSET = 8;
    public static final int RECORD_VALUE_LENGTH_OFFSET = 16;
    public static final int RECORD_KEY_LENGTH_OFFSET = 20;

    /** Bytes of the prefix of a record's header; its name and then its value follow. */
    public static final int HEADER_PREFIX_LENGTH = 8;

    public static final int HEADER_NAME_LENGTH_OFFSET = 0;
    public static final int HEADER_VALUE_LENGTH_OFFSET = 4;

    /** Length of a value, a key or a header's value that is null; such a field has no bytes. */
    public static final int NULL_LENGTH = -1;

    private static final long LOG_ID_MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int LENGTH_MULTIPLIER = 0x9E37_79B1;

    private LogFormat() {}

    /**
     * Seed of a batch's checksum: the {@code crc} field is the CRC32C of the covered bytes XOR this.
     *
     * <p>The length is not among the covered bytes, since it is stored after the checksum. The multiplier is odd, so
     * that two lengths never share a seed; and a batch of another log fits with a chance of 2<sup>-32</sup>.
     *
     * @param logId id of the log, any value
     * @param length the committed length of the batch in bytes, as its header says it, not aligned
     * @return what the CRC32C is combined with
     */
    public static int crcSeed(final long logId, final int length) {
        return foldedLogId(logId) ^ (length * LENGTH_MULTIPLIER);
    }

    /**
     * Bytes from the start of a batch to the start of the next one.
     *
     * @param length bytes of the batch, from 0 to {@code Integer.MAX_VALUE - 63}; not checked
     * @return the length rounded up to {@link #BATCH_ALIGNMENT}
     */
    public static int alignedBatchLength(final int length) {
        return (length + (BATCH_ALIGNMENT - 1)) & -BATCH_ALIGNMENT;
    }

    /**
     * Bytes from the start of a record to the start of the next one.
     *
     * @param length bytes of the record, prefix included, from 0 to {@code Integer.MAX_VALUE - 7}; not checked
     * @return the length rounded up to {@link #RECORD_ALIGNMENT}
     */
    public static int recordStride(final int length) {
        return (length + (RECORD_ALIGNMENT - 1)) & -RECORD_ALIGNMENT;
    }

    private static int foldedLogId(final long logId) {
        final long product = logId * LOG_ID_MULTIPLIER;
        return (int) (product ^ (product >>> 32));
    }
}
