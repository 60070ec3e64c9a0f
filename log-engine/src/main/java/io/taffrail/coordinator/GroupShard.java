/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupCore;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupRecord;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.Appender;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.model.ErrorCode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The groups of one partition of {@code __consumer_offsets}: a core, the log it writes to, and a reader of that log which
 * hands back what is committed. When a record cannot be appended, or the log went on under another term, the core is built
 * anew from the log, and everybody who waits is told to ask again.
 *
 * <p>Threading: any thread, one at a time under the monitor.
 */
final class GroupShard implements AutoCloseable {
    private static final long NOBODY = Long.MAX_VALUE;
    private static final int MAX_BATCH = 200; // records; with metadata of 4 KiB each they still fit a batch

    private final PartitionLog log;
    private final CoordinatorClock clock;
    private final Supplier<GroupCore> maker;
    private final PartitionReader reader;
    private final Appender appender;
    private final GroupRecordEncoder encoder;
    private final GroupRecordDecoder decoder;
    private final BatchDraft batch = new BatchDraft();
    private final Outbox outbox = new Outbox();
    private GroupCore core;
    private int term;
    private boolean isFirstAppend;
    private boolean isClosed;
    private long rebalancesBefore;
    private volatile long rebalances;

    GroupShard(
            final PartitionLog log,
            final CoordinatorClock clock,
            final Supplier<GroupCore> maker,
            final ToLongFunction<String> topicIds) {
        this.log = log;
        this.clock = clock;
        this.maker = maker;
        encoder = new GroupRecordEncoder(topicIds);
        decoder = new GroupRecordDecoder(topicIds);
        reader = log.reader(ReaderStrategy.EAGER);
        appender = log.appender();
        rebuild(ErrorCode.NOT_COORDINATOR);
        removeDead();
    }

    /** How often a group began to rebalance, so far. Never goes back. */
    long rebalances() {
        return rebalances;
    }

    synchronized void request(final GroupRequest request, final AnswerHandler handler) {
        if (isClosed) {
            handler.onAnswer(GroupAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
            return;
        }
        step(
                request instanceof GroupRequest.Commit,
                () -> core.handle(request, outbox.await(request, handler), outbox));
    }

    /** What the core knows; of a coordinator that is closed, what it knew last. */
    synchronized <T> T read(final Function<GroupCore, T> query) {
        if (!isClosed) {
            follow();
        }
        return query.apply(core);
    }

    synchronized void expireOffsets() {
        if (!isClosed) {
            step(false, () -> core.expireOffsets(outbox));
        }
    }

    synchronized void removeTopic(final String topic) {
        if (!isClosed) {
            step(true, () -> core.removeTopic(topic, outbox));
        }
    }

    /** Let time pass; a shard without groups, as most are, has nothing that could be due. */
    synchronized void doWork() {
        if (!isClosed && !core.isEmpty()) {
            step(false, () -> core.onTime(outbox));
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        outbox.refuseAll(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        reader.close();
        appender.close();
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
                core.handle(new GroupRequest.Leave(group.groupId(), dead), NOBODY, outbox);
                finish(false);
            }
        }
    }

    /** A step that fails, as on what does not fit its fields, leaves nothing behind that the next one would append. */
    private void step(final boolean isHarmless, final Runnable action) {
        try {
            follow();
            action.run();
            finish(isHarmless);
        } catch (final RuntimeException ex) {
            rebuild(ErrorCode.COORDINATOR_NOT_AVAILABLE);
            throw ex;
        }
    }

    /** Be as far as the log is, in its present term. */
    private void follow() {
        if (term != log.term()) {
            rebuild(ErrorCode.NOT_COORDINATOR);
        }
        core.time(clock.monotonicMs(), clock.epochMs());
        applyCommitted();
    }

    /**
     * Append what the step decided and apply what is committed.
     *
     * @param isHarmless whether nothing was changed yet that depends on the records being appended.
     */
    private void finish(final boolean isHarmless) {
        final long result = outbox.records().isEmpty() ? reader.position() : append(outbox.records());
        if (result < 0) {
            onRefused(result, isHarmless);
            return;
        }
        outbox.defer(result);
        applyCommitted();
        rebalances = rebalancesBefore + core.rebalances();
    }

    /** Where the log stands after it took the records, or why it did not. Many are appended in several batches. */
    private long append(final List<GroupRecord> records) {
        long result = 0;
        for (int from = 0; from < records.size() && result >= 0; from += MAX_BATCH) {
            result = appendBatch(records.subList(from, Math.min(records.size(), from + MAX_BATCH)));
        }
        if (result >= 0 && isFirstAppend) {
            term = appender.lastTerm(); // a log that was idle, or new, gets its term with its first record
            isFirstAppend = false;
        }
        return result;
    }

    private long appendBatch(final List<GroupRecord> records) {
        final long result;
        if (records.size() == 1) {
            result = appender.append(encoder.encode(records.get(0)));
        } else {
            batch.clear();
            records.forEach(record -> batch.add(encoder.encode(record)));
            result = appender.append(batch);
        }
        return result < 0 ? result : result + records.size();
    }

    private void onRefused(final long result, final boolean isHarmless) {
        final ErrorCode error = errorOf(result);
        if (isHarmless) {
            outbox.refuseHeld(error);
        } else {
            rebuild(error);
        }
    }

    private static ErrorCode errorOf(final long result) {
        if (result == PublishResult.NOT_LEADER || result == PublishResult.FENCED) {
            return ErrorCode.NOT_COORDINATOR;
        }
        return result == PublishResult.TOO_LARGE
                ? ErrorCode.INVALID_COMMIT_OFFSET_SIZE
                : ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }

    private void applyCommitted() {
        if (reader.position() < reader.endOffset()) {
            reader.poll(record -> core.apply(decoder.decode(record), outbox), Integer.MAX_VALUE);
        }
        outbox.release(reader.position());
    }

    /** Forget what was not committed. */
    private void rebuild(final ErrorCode error) {
        outbox.refuseAll(error);
        rebalancesBefore = rebalances + 1; // members look what became of them
        rebalances = rebalancesBefore;
        term = log.term();
        isFirstAppend = true;
        core = maker.get();
        core.time(clock.monotonicMs(), clock.epochMs());
        reader.seekToEarliest();
        applyCommitted();
        core.activate(outbox);
    }
}
