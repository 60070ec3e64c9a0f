/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.Isolation;
import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads one partition in order and hands out records in place.
 *
 * <p>Sees committed batches only: it acquire-loads a batch's length, and a length above 0 says that everything else of
 * the batch was stored before. The checksum of each batch is verified before its first record is handed out. Of
 * transactions it hands out all records unless {@link #isolation} says otherwise.
 *
 * <p>Threading: confined to one thread; allocates nothing while polling, segment changes included.
 */
public final class PartitionReader implements AutoCloseable {
    /** Answer of a poll whose place was deleted by retention, or lies behind the end: seek, then go on. */
    public static final int OUT_OF_RANGE = -1;

    /** Term of a place to which the reader did not come by reading. */
    public static final int NO_TERM = -1;

    private final ReadableLog log;
    private final ReaderStrategy strategy;
    private final int slot;
    private final BatchChecksum checksum;
    private final SegmentPlace place;
    private final BatchDecompressor decompressor = new BatchDecompressor();
    private final Record record = new Record();
    private TransactionFilter filter;
    private boolean isChecked = true;
    private boolean isWithControl;
    private boolean isOutOfRange;
    private int moves;
    private long nextOffset;
    private NativeBuffer buffer;
    private int batchEnd;
    private int recordIndex;
    private int recordsLeft;
    private int delta;
    private int lastDelta;
    private long baseOffset;
    private long afterBatch;
    private long baseTimestamp;
    private int term;
    private int passedTerm = NO_TERM;
    private boolean isLogAppendTime;

    PartitionReader(final ReadableLog log, final ReaderStrategy strategy, final int slot) {
        this.log = log;
        this.strategy = strategy;
        this.slot = slot;
        this.checksum = new BatchChecksum(log.logId());
        this.place = new SegmentPlace(log, slot);
        seek(log.logStartOffset());
    }

    /**
     * Whether each batch's checksum is verified; it is unless told otherwise.
     *
     * @param isOn false to trust the bytes.
     * @return this.
     */
    public PartitionReader checked(final boolean isOn) {
        isChecked = isOn;
        if (filter != null) {
            filter.checked(isOn);
        }
        return this;
    }

    /**
     * What it hands out of transactions; all unless told otherwise. It stays where it is.
     *
     * @param isolation READ_COMMITTED for records that count only, up to the last stable offset.
     * @return this.
     */
    public PartitionReader isolation(final Isolation isolation) {
        seek(nextOffset);
        filter = isolation == Isolation.READ_COMMITTED ? new TransactionFilter(log, slot) : null;
        return checked(isChecked);
    }

    /**
     * Whether the records of control batches are handed out too, which say how transactions ended; they are not unless told
     * otherwise.
     *
     * @param isOn true to see them, see {@link Record#isControl()}.
     * @return this.
     */
    public PartitionReader withControlRecords(final boolean isOn) {
        isWithControl = isOn;
        return this;
    }

    /**
     * Number that records of this reader carry as their partition.
     *
     * @param partition the number.
     * @return this.
     */
    public PartitionReader partition(final int partition) {
        record.partition(partition);
        return this;
    }

    /**
     * Name that records of this reader carry as their topic.
     *
     * @param topic the name.
     * @return this.
     */
    public PartitionReader topic(final String topic) {
        record.topic(topic);
        return this;
    }

    /**
     * Hand out records. A handler may seek, or close this reader: the poll then ends with the record in hand.
     *
     * @param handler    gets each record.
     * @param maxRecords at most so many.
     * @return how many, 0 when there was none, or {@link #OUT_OF_RANGE}.
     * @throws CorruptLogException when a batch is not sound; it was not handed out.
     */
    public int poll(final RecordHandler handler, final int maxRecords) {
        int delivered = 0;
        final int movesBefore = moves;
        while (delivered < maxRecords && (recordsLeft > 0 || nextBatch())) {
            final int end = Math.min(recordsLeft, maxRecords - delivered);
            for (int i = 0; i < end; i++) {
                final int next = wrapRecord();
                pass(next);
                if (record.offset() >= nextOffset) {
                    nextOffset = record.offset() + 1;
                    delivered++;
                    handler.onRecord(record);
                    if (moves != movesBefore) {
                        return delivered; // the bytes may be gone
                    }
                }
            }
        }
        return delivered == 0 ? onEmpty() : delivered;
    }

    /**
     * Hand out records until the handler says stop.
     *
     * @param handler    gets each record and says how to go on.
     * @param maxRecords at most so many.
     * @return how many were taken, 0 when there was none, or {@link #OUT_OF_RANGE}.
     * @throws CorruptLogException when a batch is not sound; it was not handed out.
     */
    public int controlledPoll(final ControlledRecordHandler handler, final int maxRecords) {
        int delivered = 0;
        boolean isEmpty = true;
        final int movesBefore = moves;
        while (delivered < maxRecords && (recordsLeft > 0 || nextBatch())) {
            final int next = wrapRecord();
            if (record.offset() < nextOffset) {
                pass(next);
                continue;
            }
            isEmpty = false;
            final ControlledRecordHandler.Action action = handler.onRecord(record);
            if (moves != movesBefore) {
                return delivered + 1; // the bytes may be gone
            }
            if (action == ControlledRecordHandler.Action.REDELIVER) {
                break;
            }
            pass(next);
            nextOffset = record.offset() + 1;
            delivered++;
            if (action == ControlledRecordHandler.Action.STOP) {
                break;
            }
        }
        return isEmpty ? onEmpty() : delivered;
    }

    /**
     * Offset of the next record to be handed out, or one before it where offsets are empty.
     *
     * @return the offset.
     */
    public long position() {
        return nextOffset;
    }

    /**
     * Term of what stands before the position: with it the position names a place in one history of the log, while an offset
     * alone may come to name another place where a log is cut.
     *
     * @return the term; {@link #NO_TERM} after a seek, until something was read.
     */
    public int positionTerm() {
        return passedTerm;
    }

    /**
     * Records between the position and the log start that retention deleted; 0 unless a poll said OUT_OF_RANGE.
     *
     * @return the number of offsets lost.
     */
    public long lostRecords() {
        return isOutOfRange ? Math.max(0, log.logStartOffset() - nextOffset) : 0;
    }

    /**
     * First offset kept.
     *
     * @return the offset.
     */
    public long logStartOffset() {
        return log.logStartOffset();
    }

    /**
     * First offset that is not handed out yet: the first one that is not committed, or the last stable offset.
     *
     * @return the offset.
     */
    public long endOffset() {
        return Math.min(log.highWatermark(), filter == null ? log.endOffset() : log.lastStableOffset());
    }

    /**
     * Go to an offset. One that does not exist is answered by the next poll.
     *
     * @param offset 0 or more.
     */
    public void seek(final long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset=" + offset + " must not be negative");
        }
        leave();
        isOutOfRange = false;
        nextOffset = offset;
        passedTerm = NO_TERM;
    }

    /** Go to the log start. */
    public void seekToEarliest() {
        seek(log.logStartOffset());
    }

    /** Go behind the last committed record. */
    public void seekToLatest() {
        seek(endOffset());
    }

    /**
     * Go to the first record with a timestamp at or after a time; behind the last record when there is none.
     *
     * @param epochNs nanoseconds since the epoch.
     */
    public void seekToTime(final long epochNs) {
        final long end = endOffset();
        seekToEarliest();
        try {
            final long from = TimeSearch.startOfScan(log, epochNs);
            seek(Math.max(nextOffset, from));
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        while (nextOffset < end && (recordsLeft > 0 || nextBatch())) {
            while (recordsLeft > 0) {
                final int next = wrapRecord();
                if (record.timestamp() >= epochNs && record.offset() >= nextOffset) {
                    nextOffset = record.offset();
                    return;
                }
                pass(next);
            }
            nextOffset = Math.max(nextOffset, afterBatch);
        }
        nextOffset = Math.max(nextOffset, end);
    }

    /** Let go of the segment. */
    @Override
    public void close() {
        leave();
        decompressor.close();
        log.freeSlot(slot);
    }

    private void leave() {
        place.leave();
        if (filter != null) {
            filter.reset();
        }
        moves++;
        recordsLeft = 0;
    }

    private int onEmpty() {
        if (isOutOfRange) {
            return OUT_OF_RANGE;
        }
        strategy.onEmpty();
        return 0;
    }

    private int wrapRecord() {
        final int at = recordIndex;
        final int length = buffer.getIntUnchecked(at + LogFormat.RECORD_LENGTH_OFFSET);
        if (length < LogFormat.RECORD_PREFIX_LENGTH || length > batchEnd - at) {
            throw place.badRecord(at, length, batchEnd - at);
        }
        record.wrap(buffer, at, length);
        if (!record.isSound()) {
            throw place.badRecord(at, record.valueLength(), length);
        }
        delta = buffer.getIntUnchecked(at + LogFormat.RECORD_OFFSET_DELTA_OFFSET);
        if (delta <= lastDelta || delta >= afterBatch - baseOffset) {
            throw place.badField(at, "offsetDelta from " + (lastDelta + 1), "offsetDelta=" + delta);
        }
        if (recordsLeft == 1 && length != batchEnd - at) {
            throw place.badField(at, "a last record of " + (batchEnd - at) + " bytes", "length=" + length);
        }
        final long timestamp = isLogAppendTime
                ? baseTimestamp
                : baseTimestamp + buffer.getLongUnchecked(at + LogFormat.RECORD_TIMESTAMP_DELTA_OFFSET);
        record.stamp(baseOffset + delta, timestamp, term);
        return at + LogFormat.recordStride(length);
    }

    private void pass(final int next) {
        recordIndex = next;
        recordsLeft--;
        lastDelta = delta;
        passedTerm = term;
        if (recordsLeft > 0 && next > batchEnd - LogFormat.RECORD_PREFIX_LENGTH) {
            throw place.badRecord(next, recordsLeft, 0);
        }
    }

    /** Come to the next batch with records; false when there is none at present. */
    private boolean nextBatch() {
        try {
            while (!isOutOfRange && isAtBatch()) {
                final int index = place.index();
                final int length = place.length();
                final int attributes = BatchHeader.attributes(place.buffer(), index);
                if (BatchHeader.isFiller(attributes)) {
                    verifyFiller(index, length);
                    if (!place.isNextReady()) {
                        leaveIfDeleted();
                        return false;
                    }
                    continue;
                }
                baseOffset = BatchHeader.baseOffset(place.buffer(), index);
                afterBatch = baseOffset + BatchHeader.lastOffsetDelta(place.buffer(), index) + 1L;
                final long committed = log.highWatermark();
                if (!place.isBeforeEnd()) {
                    continue; // it was cut off, and what is committed by now stands elsewhere
                }
                if (afterBatch > committed) {
                    verifyAtTheHighWatermark(index, length, committed);
                    return false;
                }
                verify(index, length);
                place.requireRecords(index, length, attributes);
                final boolean isPassed = afterBatch <= nextOffset;
                final TransactionFilter.Outcome outcome = filter == null || isPassed
                        ? TransactionFilter.Outcome.COMMITTED
                        : filter.of(place.buffer(), index, attributes);
                if (outcome == TransactionFilter.Outcome.OPEN) {
                    return onOpenTransaction();
                }
                place.pass(length, afterBatch);
                final boolean isForUs = outcome == TransactionFilter.Outcome.COMMITTED && !isHidden(attributes);
                if (!isPassed && isForUs) {
                    openBatch(index, length, attributes);
                    return true;
                }
                nextOffset = Math.max(nextOffset, afterBatch);
                passedTerm = BatchHeader.term(place.buffer(), index);
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return false;
    }

    /** Not before its transaction is decided; nor ever, if retention came by where its marker is looked for. */
    private boolean onOpenTransaction() {
        if (place.isOvertaken(nextOffset)) {
            place.leave();
            isOutOfRange = true;
        }
        return false;
    }

    private boolean isHidden(final int attributes) {
        return BatchHeader.isVoid(attributes) || BatchHeader.isControl(attributes) && !isWithControl;
    }

    private boolean isAtBatch() throws IOException {
        if (place.isCutOff()) {
            place.leave();
        }
        if (place.isNowhere() && !place.enter(nextOffset)) {
            isOutOfRange = nextOffset < log.logStartOffset() || nextOffset > log.endOffset();
            return false;
        }
        if (place.look()) {
            return true;
        }
        if (place.isOvertaken(nextOffset)) {
            place.leave();
            isOutOfRange = true;
        } else {
            leaveIfDeleted();
        }
        return false;
    }

    /** The next poll looks the place up again, in a manifest that may not be there yet: this one does not wait for it. */
    private void leaveIfDeleted() {
        if (place.isGone()) {
            place.leave();
        }
    }

    private void verify(final int index, final int length) {
        if (isChecked) {
            final BatchCheck check = check(index, length);
            if (check != BatchCheck.SOUND) {
                throw place.badBatch(check, index, checksum);
            }
        }
        place.expect(baseOffset, index);
    }

    /**
     * A batch that begins before the high watermark and seems to end behind it: only part of it may be committed, or its
     * header may be damaged, and then it would never be. One that begins behind it is looked at when its time comes.
     */
    private void verifyAtTheHighWatermark(final int index, final int length, final long committed) {
        if (place.expectedOffset() < committed) {
            verify(index, length);
        }
    }

    /** A filler takes the reader past the rest of a segment, so it is never believed unverified. */
    private void verifyFiller(final int index, final int length) {
        final BatchCheck check = check(index, length);
        if (check != BatchCheck.FILLER) {
            throw place.badBatch(check, index, checksum);
        }
    }

    private BatchCheck check(final int index, final int length) {
        if (!checksum.isOver(place.bytesIdentity())) {
            checksum.over(place.bytesIdentity(), place.bytes());
        }
        return BatchCheck.ofBatch(place.buffer(), index, length, checksum);
    }

    private void openBatch(final int index, final int length, final int attributes) {
        if (!BatchHeader.isCompressed(attributes)) {
            openBatch(place.buffer(), index, length, attributes);
            return;
        }
        final String problem = decompressor.open(place.buffer(), index, length);
        if (problem != null) {
            throw place.badField(index, "a batch that can be decompressed", problem);
        }
        openBatch(decompressor.buffer(), 0, decompressor.length(), attributes);
    }

    @SuppressWarnings("ReferenceEquality")
    private void openBatch(final NativeBuffer source, final int index, final int length, final int attributes) {
        if (buffer != source) { // a store of a reference costs a collector's barrier
            buffer = source;
        }
        record.batch(index);
        batchEnd = index + length;
        recordIndex = index + LogFormat.BATCH_HEADER_LENGTH;
        recordsLeft = BatchHeader.recordCount(buffer, index);
        lastDelta = -1;
        baseTimestamp = BatchHeader.baseTimestamp(buffer, index);
        term = BatchHeader.term(buffer, index);
        isLogAppendTime = (attributes & LogFormat.ATTRIBUTE_LOG_APPEND_TIME) != 0;
    }
}
