/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.PartitionHandle;
import io.taffrail.log.Appender;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.Record;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionCore;
import io.taffrail.transaction.TransactionRecord;
import io.taffrail.transaction.TransactionRequest;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The transactional ids of one partition of {@code __transaction_state}, and the markers that end their transactions. A
 * marker that cannot be written at present is tried again, each turn.
 *
 * <p>Threading: any thread, one at a time under the monitor.
 */
final class TransactionShard extends Shard {
    private final Answers<TransactionRequest, TransactionAnswer> answers;
    private final TransactionOutgoing outgoing;
    private final Supplier<TransactionCore> maker;
    private final Markers markers;
    private final PartitionHandle state;
    private final Predicate<String> isForced;
    private final TransactionRecordEncoder encoder = new TransactionRecordEncoder();
    private final TransactionRecordDecoder decoder = new TransactionRecordDecoder();
    private final BatchDraft batch = new BatchDraft();
    private TransactionCore core;

    TransactionShard(
            final PartitionHandle state,
            final CoordinatorClock clock,
            final Supplier<TransactionCore> maker,
            final Markers markers,
            final Predicate<String> isForced) {
        this(state, clock, maker, markers, isForced, new Answers<>(TransactionAnswer::refusal));
    }

    private TransactionShard(
            final PartitionHandle state,
            final CoordinatorClock clock,
            final Supplier<TransactionCore> maker,
            final Markers markers,
            final Predicate<String> isForced,
            final Answers<TransactionRequest, TransactionAnswer> answers) {
        super(state.log(), clock, answers);
        this.state = state;
        this.isForced = isForced;
        this.answers = answers;
        this.maker = maker;
        this.markers = markers;
        outgoing = new TransactionOutgoing(answers);
        rebuild(ErrorCode.NOT_COORDINATOR);
        finish(false); // markers of what was decided before
    }

    synchronized void request(final TransactionRequest request, final AnswerHandler<TransactionAnswer> handler) {
        if (isClosed()) {
            handler.onAnswer(TransactionAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
            return;
        }
        step(false, () -> core.handle(request, answers.await(request, handler), outgoing));
    }

    /** What the core knows; of a coordinator that is closed, what it knew last. */
    synchronized <T> T read(final Function<TransactionCore, T> query) {
        if (!isClosed()) {
            follow();
        }
        return query.apply(core);
    }

    /** Let time pass, and go on with what could not be done; most shards have nothing at all. */
    synchronized void doWork() {
        if (!isClosed() && !core.isEmpty() && isTimeToTry()) {
            step(false, () -> core.onTime(outgoing));
        }
    }

    synchronized void removeTopic(final String topic) {
        markers.forget(topic);
    }

    /** Have another core, as by another configuration. */
    synchronized void restart() {
        if (!isClosed()) {
            rebuild(ErrorCode.NOT_COORDINATOR);
            finish(false);
        }
    }

    @Override
    public synchronized void close() {
        super.close();
        markers.close();
    }

    @Override
    void beginAnew() {
        outgoing.markers().clear();
        core = maker.get();
    }

    @Override
    void time(final long monotonicMs, final long epochMs) {
        core.time(monotonicMs, epochMs);
    }

    @Override
    void onCommitted(final Record record) {
        core.apply(decoder.decode(record), record.term(), outgoing);
    }

    @Override
    void activate(final int inTerm) {
        core.activate(inTerm, outgoing);
    }

    @Override
    boolean hasOutgoing() {
        return !outgoing.records().isEmpty();
    }

    @Override
    long appendOutgoing(final Appender to) {
        final List<TransactionRecord> records = outgoing.records();
        final long result;
        if (records.size() == 1) {
            result = to.append(encoder.encode(records.get(0)));
        } else {
            batch.clear();
            records.forEach(record -> batch.add(encoder.encode(record)));
            result = to.append(batch);
        }
        if (result >= 0 && records.stream().anyMatch(this::concernsForced)) {
            state.flush();
        }
        return result < 0 ? result : result + records.size();
    }

    /** What is said of a transaction must not be forgotten by a power loss that its records survive. */
    private boolean concernsForced(final TransactionRecord record) {
        return record instanceof TransactionRecord.TransactionStored stored
                && stored.partitions().stream().map(TopicPartition::topic).anyMatch(isForced);
    }

    @Override
    void clearOutgoing() {
        outgoing.records().clear();
    }

    /** Markers follow from what is committed; the last one of a transaction leads to its last record. */
    @Override
    boolean proceed() {
        final Iterator<PendingMarker> pending = outgoing.markers().iterator();
        while (pending.hasNext()) {
            final PendingMarker marker = pending.next();
            if (markers.tryWrite(marker, term())) {
                pending.remove();
                core.onMarkerWritten(
                        marker.transactionalId(),
                        marker.producerId(),
                        marker.producerEpoch(),
                        marker.partition(),
                        outgoing);
            }
        }
        return hasOutgoing();
    }
}
