/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends batches to a log that follows another node's, byte for byte: the only writer, while publishers are refused with
 * {@link PublishResult#NOT_LEADER}. It never waits: what it cannot do now it answers, to be tried again.
 *
 * <p>All batches given at once are checked before the first of them is stored: checksum, length, offset, term. A batch
 * that does not come in one piece is gathered outside the log ({@link #beginBatch}, {@link #putPart},
 * {@link #finishBatch}), so that one that is given up leaves no trace.
 *
 * <p>It is done for by the next fence, by {@link ReplicaLog#fence()} for example, and answers FENCED from then on.
 *
 * <p>Threading: confined to one thread. A fence from another thread is safe at any moment.
 */
public final class FollowerAppender {
    /** A batch is not the next one of this log: its base offset is another than {@link #nextOffset()}. */
    public static final long UNEXPECTED_OFFSET = -101;

    /** A batch has a term below that of the batch before it, or none. */
    public static final long UNEXPECTED_TERM = -102;

    /** A checksum is wrong: bytes were changed on the way, or on the other node's disk. */
    public static final long DAMAGED = -103;

    /** The bytes are not whole batches of a version that is known here. */
    public static final long MALFORMED = -104;

    private static final int MAX_BATCH = 16 << 20;
    private static final int KEPT_BYTES = 1 << 20;
    private static final long NOT_CLAIMED = -1;

    private final PartitionLog log;
    private final int number;
    private final ReceivedBatches received;
    private final UnsafeBuffer parts = new UnsafeBuffer(0, 0);
    private ByteBuffer partsBytes;
    private int partsLength;
    private int gathered;
    private ActiveTail tail;
    private long refusal;

    FollowerAppender(final PartitionLog log, final int number) {
        this.log = log;
        this.number = number;
        this.received = new ReceivedBatches(log.logId());
    }

    /**
     * Append whole batches.
     *
     * @param buffer that holds one or more, one behind the other, each padded to {@link LogFormat#BATCH_ALIGNMENT}.
     * @param index  of the first one; any.
     * @param length of all of them in bytes, a multiple of the alignment.
     * @return bytes of whole batches that were taken, fewer than given when there was no more room for now; or, when none
     *     was, one of this class's negative constants, or BACK_PRESSURED, STORAGE_FULL, TOO_LARGE, FENCED, FAILED, CLOSED
     *     of {@link PublishResult}.
     * @throws IndexOutOfBoundsException when the buffer does not hold so much.
     */
    public long append(final DirectBuffer buffer, final int index, final int length) {
        final long refused = refusalNow();
        if (refused < 0) {
            return refused;
        }
        final int lastTerm = log.keeper().termOf(nextOffset() - 1);
        final long problem = received.check(buffer, index, length, nextOffset(), lastTerm, maxBytes());
        if (problem < 0) {
            return problem;
        }
        int term = lastTerm;
        int at = index;
        while (at < index + length) {
            final int batchLength = received.length(at);
            final int batchTerm = received.term(at);
            if (!put(buffer, at, batchLength, batchTerm, batchTerm != term)) {
                break;
            }
            term = batchTerm;
            at += LogFormat.alignedBatchLength(batchLength);
        }
        return at > index || length == 0 ? at - index : refusal;
    }

    /**
     * Begin a batch that comes in parts. One that was begun before is forgotten.
     *
     * @param length of the whole in bytes, padded to the alignment.
     * @return 0, or TOO_LARGE, or MALFORMED for a length that no batch has.
     */
    public long beginBatch(final int length) {
        abandonBatch();
        if (length > maxBytes()) {
            return PublishResult.TOO_LARGE;
        }
        if (length < LogFormat.BATCH_HEADER_LENGTH || length % LogFormat.BATCH_ALIGNMENT != 0) {
            return MALFORMED;
        }
        if (partsBytes == null || partsBytes.capacity() < length) {
            partsBytes = ByteBuffer.allocateDirect(Math.max(length, Integer.highestOneBit(length - 1) << 1));
            parts.wrap(partsBytes);
        }
        partsLength = length;
        return 0;
    }

    /**
     * Add the next part of the batch that was begun.
     *
     * @param buffer that holds it.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return bytes gathered by now, or MALFORMED when that would be more than announced, or none was begun: the batch is
     *     then forgotten.
     */
    public long putPart(final DirectBuffer buffer, final int index, final int length) {
        buffer.boundsCheck(index, length);
        if (partsLength - gathered < length) {
            abandonBatch();
            return MALFORMED;
        }
        parts.putBytes(gathered, buffer, index, length);
        gathered += length;
        return gathered;
    }

    /**
     * Append the batch whose parts were put. It stays while the answer is BACK_PRESSURED or STORAGE_FULL, so that this may
     * be called again; any other answer forgets it.
     *
     * @return as of {@link #append}, MALFORMED when parts are missing.
     */
    public long finishBatch() {
        if (partsLength == 0 || gathered != partsLength) {
            abandonBatch();
            return MALFORMED;
        }
        final long result = append(parts, 0, gathered);
        if (result != PublishResult.BACK_PRESSURED && result != PublishResult.STORAGE_FULL) {
            abandonBatch();
        }
        return result;
    }

    /** Forget the batch that was begun. The log knows nothing of it. */
    public void abandonBatch() {
        partsLength = 0;
        gathered = 0;
        if (partsBytes != null && partsBytes.capacity() > KEPT_BYTES) {
            received.release();
            parts.wrap(0, 0);
            partsBytes = null;
        }
    }

    /**
     * Offset that the next batch must have.
     *
     * @return the offset behind all that was appended.
     */
    public long nextOffset() {
        return log.claimedOffset();
    }

    /**
     * Say a result in words.
     *
     * @param result of this class's methods.
     * @return a short text.
     */
    public static String describe(final long result) {
        if (result >= 0) {
            return "taken: bytes=" + result;
        }
        if (result > UNEXPECTED_OFFSET) {
            return PublishResult.describe(result);
        }
        return switch ((int) result) {
            case (int) UNEXPECTED_OFFSET -> "unexpected offset: not the next batch of this log";
            case (int) UNEXPECTED_TERM -> "unexpected term: below that of the batch before, or none";
            case (int) DAMAGED -> "damaged: a checksum is wrong, ask for the batch again";
            case (int) MALFORMED -> "malformed: not whole batches of a known version";
            default -> "unknown result=" + result;
        };
    }

    private boolean put(
            final DirectBuffer buffer, final int at, final int length, final int term, final boolean isTermNew) {
        final int bytes = LogFormat.alignedBatchLength(length);
        final long word = claim(received.records(at), bytes);
        if (word == NOT_CLAIMED) {
            return false;
        }
        final int position = ActiveTail.position(word);
        BatchHeader.claimRelease(tail.buffer, position, length);
        if (isTermNew) {
            log.keeper().note(term, tail.offset(word));
            tail.term = term; // the headers of the segments to come say so; no batch takes its term from here
        }
        final int from = LogFormat.CRC_OFFSET;
        tail.buffer.putBytesUnchecked(position + from, buffer, at + from, bytes - from);
        if (!BatchHeader.commit(tail.buffer, position, length)) {
            refusal = PublishResult.FENCED;
            return false;
        }
        return true;
    }

    /** Claim as a publisher does, but not bounded by what publishers may; the word before it, or NOT_CLAIMED. */
    private long claim(final int records, final int bytes) {
        for (; ; ) {
            refusal = refusalNow();
            final ActiveTail present = tail;
            if (refusal < 0) {
                return NOT_CLAIMED;
            }
            final long word = present.word();
            final int position = ActiveTail.position(word);
            if (present.isWithin(position)) {
                if (!present.compareAndSet(word, records, bytes)) {
                    continue;
                }
                if (present.fits(position, bytes)) {
                    return word;
                }
                log.roller().onCrossed(present, word, bytes);
            } else {
                log.roller().tryRoll(present);
            }
            if (log.current() == present) {
                refusal = log.isStorageFull() ? PublishResult.STORAGE_FULL : PublishResult.BACK_PRESSURED;
                return NOT_CLAIMED;
            }
        }
    }

    /** Why nothing can be appended now, or 0; the tail to append to is taken with it. */
    private long refusalNow() {
        final ActiveTail present = log.current();
        tail = present;
        if (log.follower() != number) { // looked at after the tail: the tail of another follower's time is not used
            return present.state == TailState.CLOSED ? PublishResult.CLOSED : PublishResult.FENCED;
        }
        return switch (present.state) {
            case OPEN -> 0;
            case IDLE -> {
                log.requestActivation();
                yield log.isStorageFull() ? PublishResult.STORAGE_FULL : PublishResult.BACK_PRESSURED;
            }
            case FENCED -> PublishResult.FENCED;
            case FAILED -> PublishResult.FAILED;
            case CLOSED -> PublishResult.CLOSED;
        };
    }

    private int maxBytes() {
        return Math.min(MAX_BATCH, log.segmentBytes() - LogFormat.SEGMENT_HEADER_LENGTH);
    }
}
