/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.MessageHeaderDecoder;
import io.taffrail.codecs.cluster.MessageHeaderEncoder;
import io.taffrail.codecs.cluster.RecordsDecoder;
import io.taffrail.codecs.cluster.RecordsEncoder;
import io.taffrail.codecs.layout.LogFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what stands in front of the records in a frame: whose they are, where they belong, whether they are whole batches
 * or a slice of a large one.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
public final class RecordsFrame {
    /** Bytes in front of the records, the envelope left out. */
    public static final int HEAD_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + RecordsEncoder.BLOCK_LENGTH;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RecordsDecoder records = new RecordsDecoder();
    private int bodyIndex;
    private int bodyLength;

    /**
     * Look at a frame.
     *
     * @param buffer that holds it.
     * @param index  of the first byte behind the envelope.
     * @param length in bytes, from there.
     * @return false for bytes that are not records, or say what cannot be.
     */
    public boolean tryRead(final DirectBuffer buffer, final int index, final int length) {
        if (length < HEAD_LENGTH) {
            return false;
        }
        header.wrap(buffer, index);
        final int block = header.blockLength();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.templateId() != RecordsDecoder.TEMPLATE_ID
                || block < RecordsDecoder.BLOCK_LENGTH
                || block > length - MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        records.wrap(buffer, index + MessageHeaderDecoder.ENCODED_LENGTH, block, header.version());
        bodyIndex = index + MessageHeaderDecoder.ENCODED_LENGTH + block;
        bodyLength = length - MessageHeaderDecoder.ENCODED_LENGTH - block;
        return isSound();
    }

    private boolean isSound() {
        final boolean isPlace = baseOffset() >= 0
                && highWatermark() >= 0
                && logStartOffset() >= 0
                && term() > 0
                && previousTerm() >= 0
                && previousTerm() <= term();
        final boolean isExtent = isSlice()
                ? batchLength() % LogFormat.BATCH_ALIGNMENT == 0
                        && batchLength() > 0
                        && sliceIndex() >= 0
                        && bodyLength > 0
                        && bodyLength <= batchLength() - sliceIndex()
                : batchLength() == 0 && sliceIndex() == 0 && bodyLength % LogFormat.BATCH_ALIGNMENT == 0;
        return isPlace && isExtent;
    }

    /**
     * The group.
     *
     * @return its id.
     */
    public long group() {
        return records.group();
    }

    /**
     * Where the records belong.
     *
     * @return offset of the first batch, or of the one of which this is a slice.
     */
    public long baseOffset() {
        return records.baseOffset();
    }

    /**
     * High watermark of the group.
     *
     * @return as the leader knew it.
     */
    public long highWatermark() {
        return records.highWatermark();
    }

    /**
     * Where the leader's log begins.
     *
     * @return first offset that it keeps.
     */
    public long logStartOffset() {
        return records.logStartOffset();
    }

    /**
     * Term of the leader.
     *
     * @return the term.
     */
    public int term() {
        return records.term();
    }

    /**
     * Term of the batch before.
     *
     * @return the term, 0 at the very beginning.
     */
    public int previousTerm() {
        return records.previousTerm();
    }

    /**
     * Checksum of the batch before.
     *
     * @return as it stands there, 0 when not known.
     */
    public int previousCrc() {
        return (int) records.previousCrc();
    }

    /**
     * Whether this is a part of a batch.
     *
     * @return false for whole batches, or none.
     */
    public boolean isSlice() {
        return records.batchLength() != 0;
    }

    /**
     * Length of the batch of which this is a slice.
     *
     * @return bytes, padding included.
     */
    public int batchLength() {
        return records.batchLength();
    }

    /**
     * Where the slice stands in its batch.
     *
     * @return bytes before it.
     */
    public int sliceIndex() {
        return records.sliceIndex();
    }

    /**
     * Where the records begin.
     *
     * @return index in the buffer.
     */
    public int bodyIndex() {
        return bodyIndex;
    }

    /**
     * How long they are.
     *
     * @return bytes, 0 when only the high watermark is told.
     */
    public int bodyLength() {
        return bodyLength;
    }

    /** Writes what {@link RecordsFrame} reads, behind an envelope, into a buffer of its own. */
    public static final class Writer {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LENGTH]);
        private final RecordsEncoder records = new RecordsEncoder();

        /** Bytes in front of the records, the envelope included. */
        public static final int LENGTH = Envelope.LENGTH + HEAD_LENGTH;

        /**
         * A writer of frames to one node.
         *
         * @param envelope to it.
         * @param group    whose records they are.
         */
        public Writer(final Envelope envelope, final long group) {
            envelope.write(buffer);
            records.wrapAndApplyHeader(buffer, Envelope.LENGTH, new MessageHeaderEncoder())
                    .group(group);
        }

        /**
         * The bytes.
         *
         * @return a buffer that holds {@link #LENGTH} bytes.
         */
        public DirectBuffer buffer() {
            return buffer;
        }

        /**
         * Say who sends, and what came before.
         *
         * @param term          of the leader.
         * @param highWatermark of the group.
         * @param previousTerm  of the batch before.
         * @param previousCrc   of the batch before, 0 when not known.
         * @return this.
         */
        public Writer from(final int term, final long highWatermark, final int previousTerm, final int previousCrc) {
            records.term(term)
                    .highWatermark(highWatermark)
                    .previousTerm(previousTerm)
                    .previousCrc(Integer.toUnsignedLong(previousCrc));
            return this;
        }

        /**
         * Say where the leader's log begins.
         *
         * @param offset first one that it keeps; 0 until this is said.
         * @return this.
         */
        public Writer logStart(final long offset) {
            records.logStartOffset(offset);
            return this;
        }

        /**
         * Say what follows.
         *
         * @param baseOffset  of the first batch.
         * @param batchLength 0 for whole batches, or of the batch of which a slice follows.
         * @param sliceIndex  0 for whole batches.
         * @return this.
         */
        public Writer what(final long baseOffset, final int batchLength, final int sliceIndex) {
            records.baseOffset(baseOffset).batchLength(batchLength).sliceIndex(sliceIndex);
            return this;
        }
    }
}
