/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Appends to one log for one idempotent producer: each batch has a sequence, and goes into the log once however often it is
 * appended. Sequences count records in this partition, from 0 on in each epoch; behind {@link Integer#MAX_VALUE} comes 0.
 *
 * <p>Answers beside those of {@link Appender}:
 *
 * <pre>
 *   the sequence is                      append answers
 *   the next one                         the offset of the first record
 *   that of one of the last five batches the offset that it has                (same sequence, same number of records)
 *   of an older batch                    DUPLICATE_SEQUENCE
 *   a later one, or half a repetition    OUT_OF_ORDER_SEQUENCE
 *   not 0 in a new epoch                 OUT_OF_ORDER_SEQUENCE
 *   in an epoch older than the log's     STALE_PRODUCER_EPOCH
 * </pre>
 *
 * A sequence is consumed by a commit and by nothing else: after an abort, or any negative answer, the next batch has the
 * same sequence. After FENCED, UNKNOWN or an exception of unknown effect, append the same batches with the same sequences
 * again, in order. A producer that the log knows nothing of, since it is new or was not seen for
 * {@code producerIdExpirationMs}, may begin with any sequence.
 *
 * <p>Threading: confined to one thread. Several of them, in any threads, may append for the same producer: one claim of a
 * producer is open in a partition at a time, and others wait for it as for the road.
 */
public final class ProducerAppender extends GateOwner implements AutoCloseable {
    private static final long AGAIN = Long.MIN_VALUE + 1;
    private static final long NOT_OWNED = -1;
    private final PartitionLog log;
    private final ProducerGates gates;
    private final ProducerGate gate;
    private final ProducerEntry entry;
    private final Appender appender;
    private final long producerId;
    private final boolean isTransactional;
    private int epoch;
    private int baseSequence;
    private int lastDelta;
    private int lastTerm;
    private long duplicateOffset = -1;
    private long seenVisits = NOT_OWNED;
    private int history;
    private int nextSequence;
    private boolean isAlone;
    private boolean isClosed;

    ProducerAppender(final PartitionLog log, final long producerId, final short epoch, final boolean isTransactional) {
        if (producerId < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "producerId=" + producerId + " epoch=" + epoch + " must not be negative: ask the engine for them");
        }
        this.log = log;
        this.gates = log.producers();
        this.producerId = producerId;
        this.epoch = epoch;
        this.isTransactional = isTransactional;
        this.appender = log.appender();
        this.gate = gates.take(producerId, this);
        this.entry = gate.entry;
    }

    /**
     * Appends batches that are part of transactions: they count once the transaction's end marker says so. Whoever appends has
     * told the transaction's coordinator of this partition before.
     *
     * @param log        of the partition.
     * @param producerId of the producer.
     * @param epoch      of the producer.
     * @return for the use of one thread.
     */
    public static ProducerAppender transactional(final PartitionLog log, final long producerId, final short epoch) {
        return new ProducerAppender(log, producerId, epoch, true);
    }

    /**
     * Go on under a newer epoch, with sequence 0: the transaction of the epoch before has ended.
     *
     * @param newEpoch more than the present one.
     * @throws IllegalStateException if a claim is open.
     */
    public void beginEpoch(final short newEpoch) {
        if (newEpoch <= epoch || isClaimOpen()) {
            throw new IllegalStateException("cannot begin an epoch: producerId=" + producerId + " epoch=" + epoch
                    + " newEpoch=" + newEpoch + " isClaimOpen=" + isClaimOpen());
        }
        epoch = newEpoch;
        seenVisits = NOT_OWNED; // its first batch is judged
    }

    /**
     * The sequence behind a batch.
     *
     * @param sequence of its first record, 0 or more.
     * @param records  in the batch.
     * @return the sequence of the next batch.
     */
    public static int sequenceAfter(final int sequence, final int records) {
        return ProducerEntry.advanced(sequence, records);
    }

    /**
     * Append a record of a value alone.
     *
     * @param sequence    of the record, 0 or more.
     * @param value       buffer that holds it.
     * @param index       of its first byte.
     * @param valueLength in bytes, 0 or more.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long append(final int sequence, final DirectBuffer value, final int index, final int valueLength) {
        value.boundsCheck(index, valueLength);
        final long result = tryClaim(sequence, valueLength);
        if (result < 0) {
            return answer(result);
        }
        appender.claimed().putBytesUnchecked(valueIndex(), value, index, valueLength);
        return commit();
    }

    /**
     * Append a record.
     *
     * @param sequence of the record, 0 or more.
     * @param draft    to copy; its partition is not looked at.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long append(final int sequence, final RecordDraft draft) {
        final long result = tryClaim(sequence, draft, draft.valueLength());
        if (result < 0) {
            return answer(result);
        }
        try {
            draft.putValue(appender.claimed(), valueIndex());
        } catch (final RuntimeException | Error ex) {
            abort();
            throw ex;
        }
        return commit();
    }

    /**
     * Append many records as one batch.
     *
     * @param sequence of its first record, 0 or more; the others follow.
     * @param batch    to copy.
     * @return the offset of its first record, or a negative {@link PublishResult}.
     */
    public long append(final int sequence, final BatchDraft batch) {
        final int records = batch.count();
        if (records == 0) {
            return PublishResult.EMPTY_BATCH;
        }
        long result;
        do {
            result = enter(sequence, records);
            if (result == ProducerEntry.IN_ORDER) {
                result = claim(batch);
            }
        } while (result == AGAIN);
        return result < 0 ? answer(result) : commit();
    }

    /**
     * Claim room for a record of a value alone, to be filled in place at {@link #valueIndex()} of {@link #buffer()}.
     *
     * @param sequence    of the record, 0 or more.
     * @param valueLength in bytes, 0 or more.
     * @return the offset that the record will have, or a negative {@link PublishResult}: DUPLICATE_SEQUENCE when it is in the
     *     log, see {@link #duplicateOffset()}.
     */
    public long tryClaim(final int sequence, final int valueLength) {
        long result;
        do {
            result = enter(sequence, 1);
            if (result == ProducerEntry.IN_ORDER) {
                result = claim(valueLength);
            }
        } while (result == AGAIN);
        return result;
    }

    /**
     * Claim room for a record whose key, headers and timestamp come from a draft and whose value is filled in place.
     *
     * @param sequence    of the record, 0 or more.
     * @param draft       its value is not looked at.
     * @param valueLength in bytes, or -1 for a null value.
     * @return as of {@link #tryClaim(int, int)}.
     */
    public long tryClaim(final int sequence, final RecordDraft draft, final int valueLength) {
        long result;
        do {
            result = enter(sequence, 1);
            if (result == ProducerEntry.IN_ORDER) {
                result = claim(draft, valueLength);
            }
        } while (result == AGAIN);
        return result;
    }

    /**
     * Where the record is that the last claim was a repetition of.
     *
     * @return its offset, or -1 when the last claim was none, or when it is not known any more.
     */
    public long duplicateOffset() {
        return duplicateOffset;
    }

    /**
     * Buffer of the segment in which a claim is open.
     *
     * @return the mapped segment.
     */
    public MutableDirectBuffer buffer() {
        return appender.buffer();
    }

    /**
     * Where the value of the open claim begins in {@link #buffer()}; a multiple of 8.
     *
     * @return the index.
     */
    public int valueIndex() {
        return appender.valueIndex();
    }

    /**
     * Make the open claim visible to readers, and its sequence used.
     *
     * @return its offset, or a negative {@link PublishResult}: FENCED when the log was fenced meanwhile.
     */
    public long commit() {
        if (!appender.isClaimOpen()) {
            return PublishResult.NO_CLAIM;
        }
        appender.seal();
        final int termBefore = lastTerm;
        noteClaimed();
        final long result = appender.commitSealed();
        leave();
        if (result < 0) {
            lastTerm = termBefore;
            return result;
        }
        return log.acknowledge(result, lastTerm);
    }

    /**
     * Give the open claim up. Its offsets stay empty; its sequence is free.
     *
     * @return ABORTED, or NO_CLAIM, FENCED.
     */
    public long abort() {
        if (!appender.isClaimOpen()) {
            return PublishResult.NO_CLAIM;
        }
        final long result = appender.abortUnacknowledged();
        leave();
        return appender.aborted(result);
    }

    /**
     * Whether a claim is open.
     *
     * @return true between a successful claim and its commit or abort.
     */
    public boolean isClaimOpen() {
        return appender.isClaimOpen();
    }

    /**
     * Term of the last answer that was an offset: the claim's, or for a repetition the one in which it was found.
     *
     * @return the term; says nothing before the first such answer.
     */
    public int lastTerm() {
        return lastTerm;
    }

    /**
     * The producer.
     *
     * @return its id.
     */
    public long producerId() {
        return producerId;
    }

    /**
     * The producer's epoch.
     *
     * @return the epoch.
     */
    public short epoch() {
        return (short) epoch;
    }

    /** Abort a claim that is open, and append no more. */
    @Override
    public void close() {
        if (!isClosed) {
            abort();
            isClosed = true;
            gates.giveBack(producerId, this);
            appender.close();
        }
    }

    private long answer(final long result) {
        return result == PublishResult.DUPLICATE_SEQUENCE && duplicateOffset >= 0 ? duplicateOffset : result;
    }

    private long claim(final BatchDraft batch) {
        try {
            return opened(appender.tryClaim(batch));
        } catch (final RuntimeException | Error ex) { // of a codec, for example
            leave();
            throw ex;
        }
    }

    private long claim(final int valueLength) {
        try {
            return opened(appender.tryClaim(valueLength));
        } catch (final RuntimeException | Error ex) {
            leave();
            throw ex;
        }
    }

    private long claim(final RecordDraft draft, final int valueLength) {
        try {
            return opened(appender.tryClaim(draft, valueLength));
        } catch (final RuntimeException | Error ex) {
            leave();
            throw ex;
        }
    }

    /**
     * Take the batch for committed. Nobody judges by that before this appender leaves, and when the commit is refused, the log was
     * fenced: what comes next belongs to another history. Before the commit, since nothing overlaps with what stands behind it.
     */
    private void noteClaimed() {
        final int term = appender.lastTerm();
        if (term != lastTerm) { // a store less for the next publish to wait for
            lastTerm = term;
        }
        final long offset = appender.claimedOffset();
        if (isTransactional) {
            entry.noteTransaction(epoch, offset, appender.claimedAtNs());
        }
        entry.note(epoch, baseSequence, lastDelta, offset, appender.claimedAtNs());
        nextSequence = entry.nextSequence();
    }

    /** Stay inside with a claim that was judged by what the log and the gate know at present; leave with any other. */
    private long opened(final long claimed) {
        if (claimed < 0) {
            leave();
            return claimed;
        }
        if (history != gates.history() || isAlone && !isUnvisited(seenVisits)) {
            appender.abortUnacknowledged(); // the log was cut, or somebody came, between judgement and claim
            leave();
            seenVisits = NOT_OWNED;
            return AGAIN;
        }
        appender.stamp(producerId, epoch, baseSequence);
        if (isTransactional) {
            appender.stampTransaction(LogFormat.ATTRIBUTE_TRANSACTIONAL);
        }
        return claimed;
    }

    /** Be inside with a batch that may be claimed, IN_ORDER; or outside with any other answer. */
    private long enter(final int sequence, final int records) {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence=" + sequence + " must not be negative");
        }
        if (isClosed || appender.isClaimOpen()) {
            return isClosed ? PublishResult.CLOSED : PublishResult.CLAIM_OPEN;
        }
        if (duplicateOffset >= 0) {
            duplicateOffset = -1;
        }
        if (!enterAlone(sequence)) {
            final long verdict = enterAndJudge(sequence, records);
            if (verdict != ProducerEntry.IN_ORDER) {
                return verdict;
            }
        }
        baseSequence = sequence;
        if (lastDelta != records - 1) {
            lastDelta = records - 1;
        }
        return ProducerEntry.IN_ORDER;
    }

    /** As the gate's owner, with the batch that comes next; what else is answered is judged where nobody visits meanwhile. */
    private boolean enterAlone(final int sequence) {
        if (sequence != nextSequence || history != gates.history() || !tryEnterAlone(seenVisits)) {
            return false;
        }
        if (!isAlone) {
            isAlone = true;
        }
        return true;
    }

    private long enterAndJudge(final int sequence, final int records) {
        final long refusal = gates.enter(log, producerId, gate);
        if (refusal < 0) {
            return refusal;
        }
        isAlone = false;
        final long present = visits(); // before the epoch: a fence raises that and then visits
        final boolean isStale = epoch < gate.lowestEpoch();
        seenVisits = isStale || entry.epoch() != epoch || gate.owner() != this ? NOT_OWNED : present;
        history = gate.history;
        nextSequence = entry.nextSequence();
        final long verdict = isStale ? PublishResult.STALE_PRODUCER_EPOCH : entry.verdict(epoch, sequence, records);
        return verdict == ProducerEntry.IN_ORDER ? verdict : refuse(verdict);
    }

    private void leave() {
        if (isAlone) {
            leaveAlone();
        } else {
            gate.leave();
        }
    }

    /** Leave with an answer that holds for the log as it is, if this is where records may be published at all. */
    private long refuse(final long verdict) {
        final int term = log.term(); // before the history: it is that of the verdict, or an older one
        leave();
        final long refusal = log.admission().refusal();
        if (refusal < 0) {
            return refusal;
        }
        if (history != gates.history()) {
            return AGAIN;
        }
        if (verdict < 0) {
            return verdict;
        }
        final long acknowledged = log.acknowledge(verdict, term);
        if (acknowledged < 0) {
            return acknowledged;
        }
        lastTerm = term;
        duplicateOffset = verdict;
        return PublishResult.DUPLICATE_SEQUENCE;
    }
}
