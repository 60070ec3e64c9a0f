/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.raft.RaftMember;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Takes a leader's records into the log of a follower: what continues it exactly, nothing else. What is there already is
 * passed over; what leaves a gap, or does not follow what is there, makes the follower ask where to go on.
 *
 * <p>Threading: the thread that steps the replica. Allocates nothing after construction.
 */
final class RecordsReceiver {
    private static final long NONE = -1;

    private final RaftMember member;
    private final LocalLog log;
    private final long patienceNs;
    private long knownEnd = NONE;
    private int lastTerm;
    private int lastCrc;
    private int slicesTerm;
    private int slicesCrc;
    private int slicesLength;
    private long slicesOffset = NONE;
    private long refusedSinceNs = NONE;
    private long deafUntilNs = NONE;
    private long gaps;
    private long refused;
    private long leaderStart;
    private boolean hasAppended;

    /**
     * A receiver.
     *
     * @param patienceNs how long frames are kept waiting for room in the log before they are dropped; and then, how long
     *                   no more are asked for.
     */
    RecordsReceiver(final RaftMember member, final LocalLog log, final long patienceNs) {
        this.member = member;
        this.log = log;
        this.patienceNs = patienceNs;
    }

    /** Times that records were missing on the way here. */
    long gaps() {
        return gaps;
    }

    /** Frames whose batches were bad, or did not follow the log's last one. */
    long refused() {
        return refused;
    }

    /** First offset that leaders keep: what is before it was committed, and is of no use to anybody any more. */
    long leaderStart() {
        return leaderStart;
    }

    /** Whether the log has grown since this was asked last. */
    boolean hasAppended() {
        final boolean has = hasAppended;
        hasAppended = false;
        return has;
    }

    /** The log is led, cut or thrown away: what was known of its end is not so any more. */
    void reset() {
        knownEnd = NONE;
        forgetSlices();
    }

    /** Take a frame; false to be given it again, since there is no room at the moment. */
    boolean onFrame(final int from, final RecordsFrame frame, final DirectBuffer buffer, final long nowNs) {
        final long begins = frame.sliceIndex() == 0 ? frame.baseOffset() : NONE; // the rest of a batch continues no log
        final boolean isWanted =
                member.onRecords(from, frame.term(), frame.highWatermark(), begins, frame.previousTerm());
        if (isWanted) {
            leaderStart = Math.max(leaderStart, frame.logStartOffset());
        }
        if (!isWanted || frame.bodyLength() == 0 && frame.baseOffset() <= log.endOffset()) {
            return true;
        }
        if (deafUntilNs != NONE) {
            if (nowNs - deafUntilNs < 0) {
                return true;
            }
            deafUntilNs = NONE;
        }
        final long end = log.endOffset();
        if (frame.baseOffset() > end) {
            onGap();
            return true;
        }
        if (frame.baseOffset() == end && !isContinued(frame, end)) {
            refuse(nowNs);
            return true;
        }
        return frame.isSlice() ? takeSlice(frame, buffer, end, nowNs) : takeWhole(frame, buffer, end, nowNs);
    }

    private boolean takeWhole(final RecordsFrame frame, final DirectBuffer buffer, final long end, final long nowNs) {
        final int limit = frame.bodyIndex() + frame.bodyLength();
        final int index = behind(buffer, frame.bodyIndex(), limit, end);
        if (index == limit) {
            return true; // all there already
        }
        if (index < 0 || !isOfTerm(buffer, index, limit, frame.term())) {
            refuse(nowNs);
            return true;
        }
        forgetSlices();
        final long taken = log.append(buffer, index, limit - index);
        if (taken > 0) {
            final int last = lastOf(buffer, index, index + (int) taken);
            onAppended(termOf(buffer, last), crcOf(buffer, last));
            return index + taken == limit;
        }
        return onRefused(taken, nowNs);
    }

    private boolean takeSlice(final RecordsFrame frame, final DirectBuffer buffer, final long end, final long nowNs) {
        if (frame.baseOffset() < end) {
            return true;
        }
        final boolean isFirst = frame.sliceIndex() == 0;
        if (!isFirst && (slicesOffset != end || slicesLength != frame.sliceIndex())) {
            onGap();
            return true;
        }
        if (isFirst
                && (frame.bodyLength() < LogFormat.BATCH_HEADER_LENGTH
                        || termOf(buffer, frame.bodyIndex()) > frame.term())) {
            refuse(nowNs);
            return true;
        }
        final long taken =
                log.appendSlice(frame.batchLength(), frame.sliceIndex(), buffer, frame.bodyIndex(), frame.bodyLength());
        if (taken < 0) {
            return onRefused(taken, nowNs);
        }
        refusedSinceNs = NONE;
        if (isFirst) {
            slicesTerm = termOf(buffer, frame.bodyIndex());
            slicesCrc = crcOf(buffer, frame.bodyIndex());
        }
        slicesOffset = end;
        slicesLength = frame.sliceIndex() + frame.bodyLength();
        if (slicesLength == frame.batchLength()) {
            slicesOffset = NONE;
            onAppended(slicesTerm, slicesCrc);
        }
        return true;
    }

    /** No room: keep the frame waiting for a while, then give up and ask again later. */
    private boolean onRefused(final long result, final long nowNs) {
        if (result == LocalLog.BACK_PRESSURED) {
            if (refusedSinceNs == NONE) {
                refusedSinceNs = nowNs;
            }
            if (nowNs - refusedSinceNs < patienceNs) {
                return false;
            }
        }
        refusedSinceNs = NONE;
        if (result == LocalLog.BAD_BATCHES) {
            refused++;
        }
        beDeaf(nowNs);
        return true;
    }

    private void refuse(final long nowNs) {
        refused++;
        beDeaf(nowNs);
    }

    /** Ask where to go on, but take nothing for a while: the same would come again at once. */
    private void beDeaf(final long nowNs) {
        deafUntilNs = nowNs + patienceNs;
        onGap();
    }

    private void onGap() {
        gaps++;
        forgetSlices();
        member.onGap();
    }

    private void forgetSlices() {
        slicesOffset = NONE;
        log.abandonSlices();
    }

    /** Whether the batch that the leader has before these is the last one here. */
    private boolean isContinued(final RecordsFrame frame, final long end) {
        if (knownEnd != end) {
            knownEnd = end;
            lastTerm = log.lastTerm();
            lastCrc = log.crcBefore(end);
        }
        final boolean isTerm = lastTerm == 0 || frame.previousTerm() == lastTerm;
        final boolean isCrc = lastCrc == 0 || frame.previousCrc() == 0 || frame.previousCrc() == lastCrc;
        return isTerm && isCrc;
    }

    private void onAppended(final int term, final int crc) {
        refusedSinceNs = NONE;
        hasAppended = true;
        knownEnd = log.endOffset();
        lastTerm = term;
        lastCrc = crc;
    }

    /** Index of the last of some sound batches. */
    private static int lastOf(final DirectBuffer buffer, final int from, final int to) {
        int last = from;
        for (int at = from; at < to; at += lengthOf(buffer, at)) {
            last = at;
        }
        return last;
    }

    /** Index of the batch that begins at an offset, the limit when all end before it, -1 when the bytes are no batches. */
    private static int behind(final DirectBuffer buffer, final int from, final int limit, final long offset) {
        int at = from;
        while (at < limit) {
            final int length = lengthOf(buffer, at);
            if (length <= 0 || length > limit - at) {
                return -1;
            }
            if (offsetOf(buffer, at) >= offset) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** Whether no batch is of a later term than its leader. */
    private static boolean isOfTerm(final DirectBuffer buffer, final int from, final int limit, final int term) {
        for (int at = from; at < limit; at += lengthOf(buffer, at)) {
            if (lengthOf(buffer, at) <= 0 || lengthOf(buffer, at) > limit - at || termOf(buffer, at) > term) {
                return false;
            }
        }
        return true;
    }

    private static int lengthOf(final DirectBuffer buffer, final int at) {
        final int length = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
        return length < LogFormat.BATCH_HEADER_LENGTH || length > Integer.MAX_VALUE - LogFormat.BATCH_ALIGNMENT
                ? -1
                : LogFormat.alignedBatchLength(length);
    }

    private static long offsetOf(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + LogFormat.BASE_OFFSET_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static int crcOf(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + LogFormat.CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static int termOf(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + LogFormat.TERM_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }
}
