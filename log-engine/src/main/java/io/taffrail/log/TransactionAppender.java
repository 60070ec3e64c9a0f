/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;

/**
 * Appends to one log what coordinators write in the name of transactional producers: end markers, and batches that have
 * no sequence. A producer's own records are appended by {@link ProducerAppender#transactional}.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class TransactionAppender implements AutoCloseable {
    private static final int NO_SEQUENCE = -1;

    private final PartitionLog log;
    private final ProducerGates gates;
    private final Appender appender;
    private final EndMarker marker = new EndMarker();
    private int term;

    /**
     * An appender.
     *
     * @param log to append to.
     */
    public TransactionAppender(final PartitionLog log) {
        this.log = log;
        gates = log.producers();
        appender = log.appender();
    }

    /**
     * Append records that are part of a producer's transaction.
     *
     * @param producerId of the producer, 0 or more.
     * @param epoch      of the producer.
     * @param batch      to copy.
     * @return the offset of the first record, or a negative {@link PublishResult}: STALE_PRODUCER_EPOCH once the producer was
     *     fenced.
     */
    public long append(final long producerId, final short epoch, final BatchDraft batch) {
        if (batch.count() == 0) {
            return PublishResult.EMPTY_BATCH;
        }
        return inside(producerId, gate -> {
            if (epoch < gate.lowestEpoch() || epoch < gate.entry.epoch()) {
                return PublishResult.STALE_PRODUCER_EPOCH;
            }
            final long result = commit(gate, appender.tryClaim(batch), producerId, epoch, 0);
            if (result >= 0) {
                gate.entry.noteTransaction(epoch, result, appender.claimedAtNs());
            }
            return result;
        });
    }

    /**
     * End a producer's transaction: nothing of an older epoch is appended from now on, and a marker says what becomes of
     * what was. A marker that is there already is not written again.
     *
     * @param producerId      of the producer, 0 or more.
     * @param epoch           that the producer goes on with; more than the one of its records.
     * @param isCommit        whether its records count.
     * @param coordinatorTerm of the coordinator that decided; not less than any before.
     * @return an offset, not before the marker; or a negative {@link PublishResult}: BACK_PRESSURED while a claim of the producer
     *     is open, STALE_PRODUCER_EPOCH or STALE_COORDINATOR when a later marker is there.
     */
    public long end(final long producerId, final short epoch, final boolean isCommit, final int coordinatorTerm) {
        if (coordinatorTerm < lastCoordinatorTerm(producerId)) {
            return PublishResult.STALE_COORDINATOR; // before it fences anybody
        }
        if (!gates.tryFence(log, producerId, epoch)) {
            return PublishResult.BACK_PRESSURED;
        }
        return inside(producerId, gate -> {
            final ProducerEntry entry = gate.entry;
            if (coordinatorTerm < entry.coordinatorTerm() || epoch < entry.epoch()) {
                return coordinatorTerm < entry.coordinatorTerm()
                        ? PublishResult.STALE_COORDINATOR
                        : PublishResult.STALE_PRODUCER_EPOCH;
            }
            if (epoch == entry.epoch()) { // the marker is there; what came behind it is the next transaction
                term = log.term();
                return Math.max(0, log.claimedOffset() - 1);
            }
            final RecordDraft record = marker.encode(isCommit, coordinatorTerm);
            final long claimed = appender.tryClaim(record, EndMarker.VALUE_LENGTH);
            if (claimed >= 0) {
                record.putValue(appender.claimed(), appender.valueIndex());
            }
            final long result = commit(gate, claimed, producerId, epoch, LogFormat.ATTRIBUTE_CONTROL);
            if (result >= 0) {
                entry.noteEnd(epoch, coordinatorTerm, appender.claimedAtNs());
            }
            return result;
        });
    }

    /**
     * Abort a transaction that no coordinator is going to end, as the coordinator that ended the producer's last one would have:
     * nothing of its epoch is appended from now on.
     *
     * @param open to be aborted.
     * @return as {@link #end}.
     */
    public long abort(final OpenTransaction open) {
        final int coordinatorTerm = Math.max(0, lastCoordinatorTerm(open.producerId()));
        final short epoch = (short) Math.min(Short.MAX_VALUE, open.producerEpoch() + 1);
        return end(open.producerId(), epoch, false, coordinatorTerm);
    }

    /**
     * Term under which the last append was made.
     *
     * @return the term; says nothing before the first one.
     */
    public int lastTerm() {
        return term;
    }

    @Override
    public void close() {
        appender.close();
    }

    /** Of the markers that are in the log now. */
    private int lastCoordinatorTerm(final long producerId) {
        log.endOffset(); // brings the cursor to it
        return log.cursor().coordinatorTerm(producerId);
    }

    /** Do something while no claim of the producer is open, and wait outside for what it appended. */
    private long inside(final long producerId, final Inside action) {
        final ProducerGate gate = gates.take(producerId);
        try {
            long result = gates.enter(log, producerId, gate);
            if (result < 0) {
                return result;
            }
            try {
                result = action.on(gate);
            } finally {
                gate.leave();
            }
            return result < 0 ? result : log.acknowledge(result, term);
        } finally {
            gates.giveBack(producerId);
        }
    }

    /** Commit a claim that was made, unless the log was cut since the gate was entered. */
    private long commit(
            final ProducerGate gate,
            final long claimed,
            final long producerId,
            final short epoch,
            final int attributes) {
        if (claimed < 0) {
            return claimed;
        }
        if (gate.history != gates.history()) {
            appender.abortUnacknowledged();
            return PublishResult.BACK_PRESSURED;
        }
        appender.stamp(producerId, epoch, NO_SEQUENCE);
        appender.stampTransaction(LogFormat.ATTRIBUTE_TRANSACTIONAL | attributes);
        term = appender.lastTerm();
        return appender.commitUnacknowledged();
    }

    /** What is done inside a gate. */
    @FunctionalInterface
    private interface Inside {
        long on(ProducerGate gate);
    }
}
