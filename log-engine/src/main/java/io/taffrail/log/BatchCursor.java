/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Gives runs of whole committed batches as they stand in the log, voids included and fillers left out, up to the contiguous
 * end: what is sent to a follower. The high watermark does not hold it back.
 *
 * <pre>
 *   look(maxBytes)   &gt; 0: a run stands at index() of buffer(), from baseOffset() to endOffset()
 *   pass()           it was sent: stand behind it
 * </pre>
 *
 * <p>A segment that is held is not unmapped; cold ones are read by positioned reads, and their checksums are verified, since
 * files change on bad disks. Those of mapped segments are not: the follower does that, of the bytes that it got.
 *
 * <p>Threading: confined to one thread; allocates nothing in mapped segments.
 */
public final class BatchCursor implements AutoCloseable {
    /**
     * The place was deleted by retention, or lies behind the end, or the log was truncated since {@link #seek(long)}, be it
     * elsewhere, so that what stands here need not continue what was read: seek, then go on.
     */
    public static final int OUT_OF_RANGE = -1;

    private final PartitionLog log;
    private final SegmentPlace place;
    private final int slot;
    private final BatchChecksum checksum;
    private int cuts;
    private long nextOffset;
    private long verifiedOffset;
    private long baseOffset;
    private long endOffset;
    private int length;
    private int lastTerm;
    private int lastCrc;
    private boolean isClosed;

    BatchCursor(final PartitionLog log, final int slot, final long offset) {
        this.log = log;
        this.slot = slot;
        this.place = new SegmentPlace(log, slot);
        this.checksum = new BatchChecksum(log.logId());
        seek(offset);
    }

    /**
     * Look at the run at the place. The same is seen again until {@link #pass()}, though more of it may have come.
     *
     * @param maxBytes of the run; a first batch that is larger is given all the same, alone.
     * @return bytes of the run, 0 when there is none at present, or {@link #OUT_OF_RANGE}.
     * @throws CorruptLogException  when something else stands where a batch must, or a cold batch is not what was written.
     * @throws UncheckedIOException when reading fails.
     */
    public int look(final int maxBytes) {
        length = 0;
        if (log.cuts() != cuts) {
            return onCut();
        }
        try {
            final int found = find(maxBytes);
            return log.cuts() == cuts ? found : onCut();
        } catch (final CorruptLogException ex) {
            if (log.cuts() != cuts) { // cut while it was looked at
                return onCut();
            }
            throw ex;
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private int onCut() {
        place.leave();
        length = 0;
        return OUT_OF_RANGE;
    }

    /** Stand behind the run that was last looked at. */
    public void pass() {
        if (length > 0) {
            place.pass(length, endOffset);
            nextOffset = endOffset;
            length = 0;
        }
    }

    /**
     * Go to an offset.
     *
     * @param offset 0 or more; if no batch begins there, the next run begins with the batch that holds it.
     */
    public void seek(final long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset=" + offset + " must not be negative");
        }
        place.leave();
        length = 0;
        cuts = log.cuts();
        nextOffset = offset;
        verifiedOffset = offset;
    }

    /**
     * Where the run stands; valid until the next call of this cursor.
     *
     * @return the mapped segment, or a window of a cold one.
     */
    public NativeBuffer buffer() {
        return place.buffer();
    }

    /**
     * Index of the run in {@link #buffer()}.
     *
     * @return the index.
     */
    public int index() {
        return place.index();
    }

    /**
     * Bytes of the run, each batch padded to {@link LogFormat#BATCH_ALIGNMENT}.
     *
     * @return bytes, 0 without a run.
     */
    public int length() {
        return length;
    }

    /**
     * Offset of the first batch of the run.
     *
     * @return the offset.
     */
    public long baseOffset() {
        return baseOffset;
    }

    /**
     * First offset behind the run.
     *
     * @return the offset.
     */
    public long endOffset() {
        return endOffset;
    }

    /**
     * Term of the last batch of the run last found, also once that was passed.
     *
     * @return the term, 0 before any.
     */
    public int lastTerm() {
        return lastTerm;
    }

    /**
     * Checksum of the last batch of the run last found, as it stands in the batch, also once that was passed.
     *
     * @return the CRC32C, 0 before any.
     */
    public int lastCrc() {
        return lastCrc;
    }

    /**
     * Whether the place is in a mapped segment: reading there does not go to the disk.
     *
     * @return false where a cold segment is read from its file, and before the first {@link #look(int)}.
     */
    public boolean isMapped() {
        return place.isMapped();
    }

    /**
     * Where the next run begins.
     *
     * @return the offset.
     */
    public long nextOffset() {
        return nextOffset;
    }

    /** Let go of the segment. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            place.leave();
            log.freeSlot(slot);
        }
    }

    private int find(final int maxBytes) throws IOException {
        if (place.isNowhere() && !place.enter(nextOffset)) {
            return isOutOfRange() ? OUT_OF_RANGE : 0;
        }
        while (place.look()) {
            if (BatchHeader.isFiller(BatchHeader.attributes(place.buffer(), place.index()))) {
                if (!place.isMapped()) {
                    verify(place.index(), place.length(), BatchCheck.FILLER);
                }
                if (!place.isNextReady()) {
                    return onNothing();
                }
                continue;
            }
            baseOffset = BatchHeader.baseOffset(place.buffer(), place.index());
            place.expect(baseOffset, place.index());
            final long behind = baseOffset + BatchHeader.lastOffsetDelta(place.buffer(), place.index()) + 1L;
            if (behind > nextOffset) {
                length = place.runLength(maxBytes);
                endOffset = place.runOffset();
                verifyColdRun();
                lastTerm = BatchHeader.term(place.buffer(), place.lastIndex());
                lastCrc = BatchHeader.crc(place.buffer(), place.lastIndex());
                return length;
            }
            place.pass(place.length(), behind);
        }
        return onNothing();
    }

    /** What is read from a file may have changed since it was written; what is mapped was written a moment ago. */
    private void verifyColdRun() {
        if (place.isMapped() || endOffset <= verifiedOffset) {
            return;
        }
        for (int at = place.index(); at < place.index() + length; ) {
            final int batchLength = BatchHeader.lengthVolatile(place.buffer(), at);
            verify(at, batchLength, BatchCheck.SOUND);
            at += LogFormat.alignedBatchLength(batchLength);
        }
        verifiedOffset = endOffset;
    }

    private void verify(final int at, final int batchLength, final BatchCheck expected) {
        if (!checksum.isOver(place.bytesIdentity())) {
            checksum.over(place.bytesIdentity(), place.bytes());
        }
        final BatchCheck check = BatchCheck.ofBatch(place.buffer(), at, batchLength, checksum);
        if (check != expected) {
            throw place.badBatch(check, at, checksum);
        }
    }

    /** Nothing stands there: the end, or retention came by. */
    private int onNothing() {
        if (isOutOfRange()) {
            place.leave();
            return OUT_OF_RANGE;
        }
        if (place.isGone()) {
            place.leave();
        }
        return 0;
    }

    private boolean isOutOfRange() {
        return nextOffset < log.logStartOffset() || nextOffset > log.endOffset();
    }
}
