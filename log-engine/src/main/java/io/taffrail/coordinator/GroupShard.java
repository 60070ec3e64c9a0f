/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupCore;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.Appender;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Record;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.ErrorCode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The groups of one partition of {@code __consumer_offsets}.
 *
 * <p>Threading: any thread, one at a time under the monitor.
 */
final class GroupShard extends Shard {
    private static final long NOBODY = Long.MAX_VALUE;

    private final Answers<GroupRequest, GroupAnswer> answers;
    private final GroupOutgoing outgoing;
    private final Supplier<GroupCore> maker;
    private final TransactionAppender transactional;
    private final GroupRecordEncoder encoder;
    private final GroupLogAdapter adapter;
    private final BatchDraft batch = new BatchDraft();
    private GroupCore core;
    private int lastTerm;
    private long rebalancesBefore;
    private volatile long rebalances;

    GroupShard(
            final PartitionLog log,
            final CoordinatorClock clock,
            final Supplier<GroupCore> maker,
            final ToLongFunction<String> topicIds) {
        this(log, clock, maker, topicIds, new Answers<>(GroupAnswer::refusal));
    }

    private GroupShard(
            final PartitionLog log,
            final CoordinatorClock clock,
            final Supplier<GroupCore> maker,
            final ToLongFunction<String> topicIds,
            final Answers<GroupRequest, GroupAnswer> answers) {
        super(log, clock, answers);
        this.answers = answers;
        this.maker = maker;
        outgoing = new GroupOutgoing(answers);
        encoder = new GroupRecordEncoder(topicIds);
        adapter = new GroupLogAdapter(topicIds);
        transactional = new TransactionAppender(log);
        rebuild(ErrorCode.NOT_COORDINATOR);
        removeDead();
    }

    /** How often a group began to rebalance, so far. Never goes back. */
    long rebalances() {
        return rebalances;
    }

    synchronized void request(final GroupRequest request, final AnswerHandler<GroupAnswer> handler) {
        if (isClosed()) {
            handler.onAnswer(GroupAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
            return;
        }
        step(isCommit(request), () -> core.handle(request, answers.await(request, handler), outgoing));
    }

    private static boolean isCommit(final GroupRequest request) {
        return request instanceof GroupRequest.Commit || request instanceof GroupRequest.CommitInTransaction;
    }

    /** What the core knows; of a coordinator that is closed, what it knew last. */
    synchronized <T> T read(final Function<GroupCore, T> query) {
        if (!isClosed()) {
            follow();
        }
        return query.apply(core);
    }

    synchronized void expireOffsets() {
        if (!isClosed()) {
            step(false, () -> core.expireOffsets(outgoing));
        }
    }

    synchronized void removeTopic(final String topic) {
        if (!isClosed()) {
            step(true, () -> core.removeTopic(topic, outgoing));
        }
    }

    /** Let time pass; a shard without groups, as most are, has nothing that could be due. */
    synchronized void doWork() {
        if (!isClosed() && !core.isEmpty() && isTimeToTry()) {
            step(false, () -> core.onTime(outgoing));
        }
    }

    @Override
    public synchronized void close() {
        super.close();
        transactional.close();
    }

    @Override
    void beginAnew() {
        rebalancesBefore = rebalances + 1; // members look what became of them
        rebalances = rebalancesBefore;
        core = maker.get();
    }

    @Override
    void time(final long monotonicMs, final long epochMs) {
        core.time(monotonicMs, epochMs);
    }

    @Override
    void onCommitted(final Record record) {
        adapter.onRecord(record, core, outgoing);
    }

    @Override
    void activate(final int inTerm) {
        core.activate(outgoing);
    }

    @Override
    boolean hasOutgoing() {
        return !outgoing.batches().isEmpty();
    }

    @Override
    long appendOutgoing(final Appender to) {
        long result = 0;
        final List<OutgoingBatch> batches = outgoing.batches();
        for (int i = 0; i < batches.size() && result >= 0; i++) {
            result = append(batches.get(i), to);
        }
        return result;
    }

    @Override
    int lastTerm() {
        return lastTerm;
    }

    @Override
    void clearOutgoing() {
        outgoing.batches().clear();
    }

    @Override
    boolean proceed() {
        rebalances = rebalancesBefore + core.rebalances();
        return false;
    }

    private long append(final OutgoingBatch records, final Appender to) {
        final int count = records.records().size();
        final long result;
        if (count == 1 && !records.isTransactional()) {
            result = to.append(encoder.encode(records.records().get(0)));
            lastTerm = to.lastTerm();
        } else {
            batch.clear();
            records.records().forEach(record -> batch.add(encoder.encode(record)));
            result = records.isTransactional()
                    ? transactional.append(records.producerId(), records.producerEpoch(), batch)
                    : to.append(batch);
            lastTerm = records.isTransactional() ? transactional.lastTerm() : to.lastTerm();
        }
        return result < 0 ? result : result + count;
    }

    /**
     * Members live in the process that has the log open, so those that the log tells of when it is opened are dead: nobody
     * need wait for them. Static ones may come back.
     */
    private void removeDead() {
        for (final GroupDescription group : core.list()) {
            final List<GroupRequest.Identity> dead = group.members().stream()
                    .filter(member -> member.instanceId() == null)
                    .map(member -> new GroupRequest.Identity(member.memberId(), null))
                    .toList();
            if (!dead.isEmpty()) {
                core.handle(new GroupRequest.Leave(group.groupId(), dead), NOBODY, outgoing);
                finish(false);
            }
        }
    }
}
