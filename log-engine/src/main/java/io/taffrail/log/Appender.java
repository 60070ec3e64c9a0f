/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.codecs.layout.LogFormat.ATTRIBUTE_VOID;
import static io.taffrail.codecs.layout.LogFormat.BATCH_HEADER_LENGTH;
import static io.taffrail.codecs.layout.LogFormat.NULL_LENGTH;
import static io.taffrail.codecs.layout.LogFormat.RECORD_PREFIX_LENGTH;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CompressionType;
import io.taffrail.storage.NativeBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Appends to one log: claim, fill, checksum, commit. The copying form does all four at once; the zero-copy form lets the
 * caller fill the value inside the mapped segment.
 *
 * <p>Threading: confined to one thread. Any number of appenders may append to the same log at the same time.
 */
public final class Appender implements AutoCloseable {
    private static final long NOT_CLAIMED = -1;

    private final PartitionLog log;
    private final BatchChecksum checksum;
    private final EpochNanoClock clock;
    private final int slot;
    private ActiveTail tail;
    private NativeBuffer buffer;
    private int position;
    private int length;
    private long offset;
    private long nowNs;
    private BatchCompressor compressor;
    private boolean isOpen;
    private boolean isClosed;

    Appender(final PartitionLog log, final int slot) {
        this.log = log;
        this.slot = slot;
        this.clock = log.context().clock();
        this.checksum = new BatchChecksum(log.logId());
        this.tail = log.current();
        this.buffer = tail.buffer;
    }

    /**
     * Append a record of a value alone.
     *
     * @param value  buffer that holds it.
     * @param index  of its first byte.
     * @param valueLength in bytes, 0 or more.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long append(final DirectBuffer value, final int index, final int valueLength) {
        value.boundsCheck(index, valueLength);
        final long result = claim(1, (long) BATCH_HEADER_LENGTH + RECORD_PREFIX_LENGTH + valueLength, false);
        if (result < 0) {
            return result;
        }
        try {
            beginSingle(nowNs, valueLength, NULL_LENGTH);
            buffer.putBytesUnchecked(valueIndex(), value, index, valueLength);
        } catch (final RuntimeException | Error ex) {
            abort();
            throw ex;
        }
        return commit();
    }

    /**
     * Append a record.
     *
     * @param draft to copy; its partition is not looked at.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long append(final RecordDraft draft) {
        final long result = tryClaim(draft, draft.valueLength());
        if (result < 0) {
            return result;
        }
        try {
            draft.putValue(buffer, valueIndex());
        } catch (final RuntimeException | Error ex) {
            abort();
            throw ex;
        }
        return commit();
    }

    /**
     * Append many records as one batch, compressed if the topic's {@code compression.type} says so and it gets smaller.
     *
     * @param batch to copy.
     * @return the offset of its first record, or a negative {@link PublishResult}.
     */
    public long append(final BatchDraft batch) {
        if (batch.count() == 0) {
            return PublishResult.EMPTY_BATCH;
        }
        final long result = tryClaim(batch);
        return result < 0 ? result : commit();
    }

    /** Claim room for a batch that is not empty, and fill it. */
    long tryClaim(final BatchDraft batch) {
        final CompressionType type = log.compression();
        final int compressed = type == CompressionType.NONE
                ? BatchCompressor.NOT_SMALLER
                : compressor().compress(batch, type);
        final boolean isCompressed = compressed != BatchCompressor.NOT_SMALLER;
        final int body = isCompressed ? compressed : batch.lengthBytes() - BATCH_HEADER_LENGTH;
        final long result = claim(batch.count(), (long) BATCH_HEADER_LENGTH + body, batch.isKeyed());
        if (result < 0) {
            return result;
        }
        final boolean isNow = batch.baseTimestamp() == RecordDraft.NOW || log.isLogAppendTime();
        final long base = isNow ? nowNs : batch.baseTimestamp();
        putHeader(log.attributes() | (isCompressed ? type.id() : 0), batch.count() - 1, batch.count());
        BatchHeader.putTimes(buffer, position, base, isNow ? base : batch.maxTimestamp());
        buffer.putBytesUnchecked(
                position + BATCH_HEADER_LENGTH, isCompressed ? compressor.buffer() : batch.records(), 0, body);
        return result;
    }

    private BatchCompressor compressor() {
        if (compressor == null) {
            compressor = new BatchCompressor();
        }
        return compressor;
    }

    /**
     * Claim room for a record of a value alone, to be filled in place at {@link #valueIndex()} of {@link #buffer()}.
     *
     * @param valueLength in bytes, 0 or more.
     * @return the offset that the record will have, or a negative {@link PublishResult}.
     */
    public long tryClaim(final int valueLength) {
        final long result = claim(1, (long) BATCH_HEADER_LENGTH + RECORD_PREFIX_LENGTH + checked(valueLength), false);
        if (result >= 0) {
            beginSingle(nowNs, valueLength, NULL_LENGTH);
        }
        return result;
    }

    /**
     * Claim room for a record whose key, headers and timestamp come from a draft and whose value is filled in place.
     *
     * @param draft       its value is not looked at.
     * @param valueLength in bytes, or -1 for a null value.
     * @return the offset that the record will have, or a negative {@link PublishResult}.
     */
    public long tryClaim(final RecordDraft draft, final int valueLength) {
        final int keyLength = draft.keyLength();
        final long recordLength = RecordLayout.length(valueLength, keyLength, draft.headersLength());
        final long result = claim(1, BATCH_HEADER_LENGTH + recordLength, keyLength != NULL_LENGTH);
        if (result >= 0) {
            final boolean isNow = draft.timestamp() == RecordDraft.NOW || log.isLogAppendTime();
            beginSingle(isNow ? nowNs : draft.timestamp(), valueLength, keyLength);
            try {
                draft.putKeyAndHeaders(buffer, RecordLayout.keyIndex(position + BATCH_HEADER_LENGTH, valueLength));
            } catch (final RuntimeException | Error ex) {
                abort();
                throw ex;
            }
        }
        return result;
    }

    /**
     * Buffer of the segment in which a claim is open.
     *
     * @return the mapped segment.
     */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Where the value of the open claim begins in {@link #buffer()}; a multiple of 8.
     *
     * @return the index.
     */
    public int valueIndex() {
        return position + BATCH_HEADER_LENGTH + RECORD_PREFIX_LENGTH;
    }

    /**
     * Make the open claim visible to readers.
     *
     * @return its offset, or a negative {@link PublishResult}: FENCED when the log was fenced meanwhile.
     */
    public long commit() {
        if (!isOpen) {
            return PublishResult.NO_CLAIM;
        }
        final long result = commitUnacknowledged();
        return result < 0 ? result : log.acknowledge(offset, tail.term);
    }

    /** Make the claim that is open visible, and do not wait until it is durable: its offset, or FENCED. */
    long commitUnacknowledged() {
        seal();
        return commitSealed();
    }

    /** Put the checksum into the claim that is open; what is left of its commit cannot go wrong. */
    void seal() {
        isOpen = false;
        if (!checksum.isOver(buffer)) {
            checksum.over(buffer, tail.segment.duplicate(slot));
        }
        BatchHeader.putCrc(buffer, position, checksum.of(position, length));
    }

    /** The offset, or FENCED. */
    long commitSealed() {
        return BatchHeader.commit(buffer, position, length) ? offset : PublishResult.FENCED;
    }

    /**
     * Give the open claim up. Its offsets stay empty; readers step over them.
     *
     * @return ABORTED, or NO_CLAIM, FENCED.
     */
    public long abort() {
        return isOpen ? aborted(abortUnacknowledged()) : PublishResult.NO_CLAIM;
    }

    /** The answer to an abort that came to an offset or to FENCED, once it is as durable as a commit. */
    long aborted(final long result) {
        final long acknowledged = result < 0 ? result : log.acknowledge(result, tail.term);
        return acknowledged < 0 ? acknowledged : PublishResult.ABORTED;
    }

    /** Give the claim that is open up, and do not wait until that is durable: its offset, or FENCED. */
    long abortUnacknowledged() {
        buffer.setMemory(
                position + BATCH_HEADER_LENGTH, LogFormat.alignedBatchLength(length) - BATCH_HEADER_LENGTH, (byte) 0);
        final int records = BatchHeader.recordCount(buffer, position);
        putHeader(ATTRIBUTE_VOID, records - 1, 0);
        return commitUnacknowledged();
    }

    /** Say whose batch the open claim is; after its header was written, before its checksum is made. */
    void stamp(final long producerId, final int epoch, final int baseSequence) {
        BatchHeader.putProducer(buffer, position, producerId, epoch, baseSequence);
    }

    /** Say that the open claim is part of a transaction, by attributes beside those it has. */
    void stampTransaction(final int attributes) {
        final int present = BatchHeader.attributes(buffer, position);
        BatchHeader.putIdentity(buffer, position, offset, tail.term, present | attributes);
    }

    /** The buffer in which a claim is open. */
    NativeBuffer claimed() {
        return buffer;
    }

    /** Offset of the last claim. */
    long claimedOffset() {
        return offset;
    }

    /** When the last claim was made, nanoseconds since the epoch. */
    long claimedAtNs() {
        return nowNs;
    }

    /**
     * Whether a claim is open.
     *
     * @return true between a successful claim and its commit or abort.
     */
    public boolean isClaimOpen() {
        return isOpen;
    }

    /**
     * Term under which the last claim of this appender was made: with the offset it names a record for good.
     *
     * @return the term; says nothing before the first claim.
     */
    public int lastTerm() {
        return tail.term;
    }

    /** Abort a claim that is open, and append no more. */
    @Override
    public void close() {
        if (!isClosed) {
            abort();
            isClosed = true;
            log.freeSlot(slot);
            if (compressor != null) {
                compressor.close();
            }
        }
    }

    private void beginSingle(final long timestampNs, final int valueLength, final int keyLength) {
        final int record = position + BATCH_HEADER_LENGTH;
        putHeader(log.attributes(), 0, 1);
        BatchHeader.putTimes(buffer, position, timestampNs, timestampNs);
        RecordLayout.putLengthAndDelta(buffer, record, length - BATCH_HEADER_LENGTH, 0);
        RecordLayout.putTimestampDelta(buffer, record, 0);
        RecordLayout.putFieldLengths(buffer, record, valueLength, keyLength);
    }

    private void putHeader(final int attributes, final int lastOffsetDelta, final int records) {
        BatchHeader.putIdentity(buffer, position, offset, tail.term, attributes);
        BatchHeader.putNoProducer(buffer, position);
        BatchHeader.putCounts(buffer, position, lastOffsetDelta, records);
    }

    /**
     * Claim a batch: one fetch-and-add on the tail of the last claim, which refuses all claims if it is no longer the
     * log's. What a batch needs beside the claim is read before the addition, since loads after it wait for it.
     */
    private long claim(final int records, final long batchLength, final boolean isKeyed) {
        if (isOpen || isClosed) {
            return isClosed ? PublishResult.CLOSED : PublishResult.CLAIM_OPEN;
        }
        if (batchLength > (isKeyed ? log.maxBatchLength() : log.maxKeylessLength())) {
            return !isKeyed && log.maxKeylessLength() < 0 ? PublishResult.INVALID_RECORD : PublishResult.TOO_LARGE;
        }
        nowNs = clock.nanoTime();
        final int bytes = LogFormat.alignedBatchLength((int) batchLength);
        final long claimed = add(tail, records, bytes);
        return claimed >= 0 ? open(claimed, (int) batchLength) : claimAgain(records, bytes, (int) batchLength);
    }

    /** Claim from where the log goes on by now, as soon as there is room, or say why not. */
    private long claimAgain(final int records, final int bytes, final int batchLength) {
        final long sinceNs = System.nanoTime();
        for (long attempt = 0; ; attempt++) {
            final ActiveTail present = log.current();
            final long claimed = add(present, records, bytes);
            if (claimed >= 0) {
                tail = present;
                buffer = present.buffer;
                nowNs = clock.nanoTime();
                return open(claimed, batchLength);
            }
            final long refusal = log.admission().onRefused(present, attempt, sinceNs);
            if (refusal < 0) {
                return refusal;
            }
        }
    }

    private long open(final long claimed, final int batchLength) {
        position = ActiveTail.position(claimed);
        length = batchLength;
        offset = tail.offset(claimed);
        isOpen = true;
        BatchHeader.claimRelease(buffer, position, batchLength);
        return offset;
    }

    /** Add to a tail if it is open: the word before it, or a negative value when nothing was claimed. */
    private long add(final ActiveTail present, final int records, final int bytes) {
        final long word = present.word();
        if (!present.isOpenAt(ActiveTail.position(word))) {
            return NOT_CLAIMED;
        }
        final long claimed = bytes <= ActiveTail.MAX_ADDED_BYTES
                ? present.getAndAdd(records, bytes)
                : compareAndAdd(present, word, records, bytes);
        final int at = ActiveTail.position(claimed);
        if (present.fits(at, bytes)) {
            return claimed;
        }
        if (present.isCrossing(at, bytes)) {
            log.roller().onCrossed(present, claimed, bytes);
        }
        return NOT_CLAIMED;
    }

    private static long compareAndAdd(final ActiveTail present, final long seen, final int records, final int bytes) {
        long word = seen;
        while (present.isOpenAt(ActiveTail.position(word))) {
            if (present.compareAndSet(word, records, bytes)) {
                return word;
            }
            word = present.word();
        }
        return NOT_CLAIMED;
    }

    private static int checked(final int valueLength) {
        if (valueLength < 0) {
            throw new IllegalArgumentException("valueLength=" + valueLength + " must not be negative");
        }
        return valueLength;
    }
}
