/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All groups whose records stand in one log, as a pure state machine.
 *
 * <p>The caller says what time it is ({@link #time}), hands in requests ({@link #handle}) and lets time pass
 * ({@link #onTime}); the core puts records and answers into the outbox. Every record comes back through {@link #apply}, or
 * {@link #applyInTransaction}, once it is committed, in the order of the log, and among them come the ends of transactions
 * ({@link #onTransactionEnded}). What was committed, offsets above all, changes there and nowhere else. If a
 * record cannot be appended, or the log goes on under another leader, the core is thrown away and a new one is built by
 * applying the log from its start: nothing that was not committed outlives that.
 *
 * <p>Before {@link #activate} the core only follows its log. Times are milliseconds.
 *
 * <p>Threading: one thread at a time.
 */
public final class GroupCore {
    private final GroupConfig config;
    private final GroupTime time = new GroupTime();
    private final Map<String, Group> groups = new TreeMap<>();
    private final SubscribedTopics subscriptions;
    private final GroupOffsets offsets;
    private final Rebalance rebalance;
    private final JoinPhase joins;
    private final SyncPhase syncs;
    private final Presence presence;
    private boolean isActive;
    private long nextDeadlineMs = Long.MAX_VALUE;

    /**
     * A coordinator without groups.
     *
     * @param config        limits.
     * @param subscriptions reads the topics out of consumers' metadata.
     */
    public GroupCore(final GroupConfig config, final SubscribedTopics subscriptions) {
        this.config = config;
        this.subscriptions = subscriptions;
        offsets = new GroupOffsets(config, time);
        rebalance = new Rebalance(config, time, subscriptions);
        joins = new JoinPhase(config, time, rebalance);
        syncs = new SyncPhase(time, rebalance);
        presence = new Presence(time, rebalance);
    }

    /**
     * Say what time it is, before anything else in a step.
     *
     * @param monotonicMs for deadlines; never goes back.
     * @param epochMs     of the calendar, for what is stored.
     * @return this.
     */
    public GroupCore time(final long monotonicMs, final long epochMs) {
        time.set(monotonicMs, epochMs);
        return this;
    }

    /**
     * Begin to coordinate: all of the log was applied. Sessions of members begin anew.
     *
     * @param outbox for what is to be done.
     */
    public void activate(final GroupOutbox outbox) {
        isActive = true;
        for (final Group group : groups.values()) {
            group.members.all().forEach(member -> member.extendSession(time.nowMs));
            if (group.members.size() > config.maxSize()) {
                rebalance.prepare(group, outbox);
            }
            noteDeadline(group);
        }
    }

    /**
     * A record of the log is committed.
     *
     * @param record    the next one.
     * @param logOffset of the record.
     * @param outbox    for what is to be done.
     */
    public void apply(final GroupRecord record, final long logOffset, final GroupOutbox outbox) {
        if (record instanceof GroupRecord.OffsetCommitted committed) {
            offsets.apply(new PlacedOffset(committed, logOffset, PlacedOffset.NO_EPOCH));
            ensureGroup(committed);
        } else if (record instanceof GroupRecord.OffsetRemoved removed) {
            offsets.apply(removed);
        } else if (record instanceof GroupRecord.GroupRemoved removed) {
            apply(removed);
        } else if (record instanceof GroupRecord.GroupStored stored) {
            apply(stored, outbox);
        }
    }

    /**
     * A record of the log that belongs to a transaction is committed, while the transaction may still end either way.
     *
     * @param record     the next one.
     * @param logOffset  of the record.
     * @param producerId whose transaction it is.
     * @param epoch      of the producer.
     * @param outbox     for what is to be done.
     */
    public void applyInTransaction(
            final GroupRecord record,
            final long logOffset,
            final long producerId,
            final short epoch,
            final GroupOutbox outbox) {
        if (record instanceof GroupRecord.OffsetCommitted committed) {
            offsets.applyInTransaction(new PlacedOffset(committed, logOffset, epoch), producerId);
            ensureGroup(committed);
        } else {
            apply(record, logOffset, outbox);
        }
    }

    /**
     * The log says that the transaction of a producer has ended. What it committed counts from now on, except where the log
     * has a later commit of the same partition outside of it; or is forgotten.
     *
     * @param producerId whose transaction it was; one that committed nothing here changes nothing.
     * @param epoch      that the producer goes on with.
     * @param isCommit   whether it was committed, not aborted.
     */
    public void onTransactionEnded(final long producerId, final short epoch, final boolean isCommit) {
        offsets.onTransactionEnded(producerId, epoch, isCommit);
    }

    private void ensureGroup(final GroupRecord.OffsetCommitted committed) {
        groups.computeIfAbsent(committed.groupId(), id -> new Group(id, committed.epochMs()));
    }

    /** A commit that was under way when the end of the group was decided stands before it in the log: the group goes on. */
    private void apply(final GroupRecord.GroupRemoved removed) {
        groups.remove(removed.groupId());
        if (!offsets.isEmpty(removed.groupId())) {
            groups.put(removed.groupId(), new Group(removed.groupId(), time.epochMs));
        }
    }

    /** Once active, a group knows more than what it stored: the record only says that its assignment is safe. */
    private void apply(final GroupRecord.GroupStored stored, final GroupOutbox outbox) {
        final Group group = groups.get(stored.groupId());
        if (isActive && group != null) {
            rebalance.onStored(group, stored, outbox);
            noteDeadline(group);
        } else {
            final Group loaded = Group.of(stored);
            loaded.noteSubscriptions(subscriptions);
            groups.put(stored.groupId(), loaded);
        }
    }

    /**
     * Handle a request.
     *
     * @param request what is asked.
     * @param token   0 or more; comes back with the answer.
     * @param outbox  for what is to be done.
     */
    public void handle(final GroupRequest request, final long token, final GroupOutbox outbox) {
        final Group group = groups.get(request.groupId());
        if (group != null && group.state == GroupState.DEAD) {
            outbox.answer(token, GroupAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
        } else if (request instanceof GroupRequest.Commit commit) {
            onCommit(group, commit, token, outbox);
        } else if (request instanceof GroupRequest.CommitInTransaction commit) {
            onCommit(group, commit, token, outbox);
        } else if (request instanceof GroupRequest.Heartbeat heartbeat) {
            onHeartbeat(group, heartbeat, token, outbox);
        } else if (request instanceof GroupRequest.Join join) {
            onJoin(group, join, token, outbox);
        } else if (request instanceof GroupRequest.Sync sync) {
            onSync(group, sync, token, outbox);
        } else if (request instanceof GroupRequest.Leave leave) {
            onLeave(group, leave, token, outbox);
        } else if (request instanceof GroupRequest.Delete delete) {
            onDelete(group, delete, token, outbox);
        } else if (request instanceof GroupRequest.DeleteOffsets delete) {
            onDeleteOffsets(group, delete, token, outbox);
        }
        if (group != null) {
            noteDeadline(group);
        }
    }

    /**
     * Let time pass: drop silent members, end phases whose time is over.
     *
     * @param outbox for what is to be done.
     */
    public void onTime(final GroupOutbox outbox) {
        if (time.nowMs < nextDeadlineMs) {
            return;
        }
        nextDeadlineMs = Long.MAX_VALUE;
        for (final Group group : groups.values()) {
            if (time.nowMs >= group.nextDeadlineMs()) {
                presence.onTime(group, outbox);
                rebalance.onJoinDeadline(group, outbox);
                rebalance.onSyncDeadline(group, outbox);
            }
            noteDeadline(group);
        }
    }

    /**
     * Whether there is no group.
     *
     * @return true if so.
     */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /**
     * Forget offsets that nobody used for {@code offsets.retention.minutes}, and groups without members and offsets.
     *
     * @param outbox for what is to be done.
     */
    public void expireOffsets(final GroupOutbox outbox) {
        for (final Group group : groups.values()) {
            if (offsets.expire(group, outbox) && group.state == GroupState.EMPTY) {
                remove(group, outbox);
            }
        }
    }

    /**
     * A topic is gone: forget what was committed for it, so that a topic of the same name begins anew.
     *
     * @param topic  that was deleted.
     * @param outbox for what is to be done.
     */
    public void removeTopic(final String topic, final GroupOutbox outbox) {
        groups.keySet().forEach(groupId -> offsets.removeTopic(groupId, topic, outbox));
    }

    /**
     * How often a group began to rebalance: while this stays the same, no member need join again.
     *
     * @return the number since the core was made; never goes back.
     */
    public long rebalances() {
        return rebalance.count();
    }

    /**
     * The offset that a group committed.
     *
     * @param groupId        of the group.
     * @param partition      of the offset.
     * @param requiresStable whether to refuse it while a transaction that is open committed another one; without it what such
     *     transactions committed is left out of account.
     * @return the offset, or none, or {@link ErrorCode#UNSTABLE_OFFSET_COMMIT}.
     */
    public FetchedOffset committed(final String groupId, final TopicPartition partition, final boolean requiresStable) {
        return offsets.of(groupId, partition, requiresStable);
    }

    /**
     * All offsets that a group committed. A partition for which only open transactions committed is not among them.
     *
     * @param groupId        of the group.
     * @param requiresStable whether to refuse those for which a transaction that is open committed another one.
     * @return by partition, in order; a copy.
     */
    public Map<TopicPartition, FetchedOffset> committed(final String groupId, final boolean requiresStable) {
        return offsets.of(groupId, requiresStable);
    }

    /**
     * A group.
     *
     * @param groupId of the group.
     * @return as it is; DEAD if there is none.
     */
    public GroupDescription describe(final String groupId) {
        final Group group = groups.get(groupId);
        return group == null ? GroupDescription.dead(groupId) : GroupDescription.of(group);
    }

    /**
     * All groups.
     *
     * @return as they are, by id.
     */
    public List<GroupDescription> list() {
        final List<GroupDescription> list = new ArrayList<>();
        groups.values().forEach(group -> list.add(GroupDescription.of(group)));
        return list;
    }

    private void onJoin(final Group present, final GroupRequest.Join join, final long token, final GroupOutbox outbox) {
        final String memberId = join.member().id();
        ErrorCode error = ErrorCode.NONE;
        if (join.groupId().isEmpty()) {
            error = ErrorCode.INVALID_GROUP_ID;
        } else if (join.sessionTimeoutMs() < config.minSessionTimeoutMs()
                || join.sessionTimeoutMs() > config.maxSessionTimeoutMs()) {
            error = ErrorCode.INVALID_SESSION_TIMEOUT;
        } else if (present == null && !memberId.isEmpty()) {
            error = ErrorCode.UNKNOWN_MEMBER_ID;
        }
        if (error != ErrorCode.NONE) {
            outbox.answer(token, GroupAnswer.Joined.refused(error, memberId));
            return;
        }
        Group group = present;
        if (group == null) {
            group = new Group(join.groupId(), time.epochMs);
            groups.put(group.id, group);
            outbox.append(group.toStored());
        }
        joins.onJoin(group, join, token, outbox);
        noteDeadline(group);
    }

    private void onSync(final Group group, final GroupRequest.Sync sync, final long token, final GroupOutbox outbox) {
        if (group == null) {
            outbox.answer(token, GroupAnswer.Synced.refused(unknownMemberOf(sync)));
        } else {
            syncs.onSync(group, sync, token, outbox);
        }
    }

    private void onHeartbeat(
            final Group group, final GroupRequest.Heartbeat heartbeat, final long token, final GroupOutbox outbox) {
        final ErrorCode error = group == null ? unknownMemberOf(heartbeat) : presence.onHeartbeat(group, heartbeat);
        outbox.answer(token, new GroupAnswer.Done(error));
    }

    private void onLeave(
            final Group group, final GroupRequest.Leave leave, final long token, final GroupOutbox outbox) {
        if (group == null) {
            outbox.answer(token, leftUnknown(leave));
        } else {
            presence.onLeave(group, leave, token, outbox);
        }
    }

    /** A committer that belongs to no group may make one by committing. */
    private void onCommit(
            final Group group, final GroupRequest.Commit commit, final long token, final GroupOutbox outbox) {
        final ErrorCode error = group == null
                ? commit.generation() < 0 ? ErrorCode.NONE : ErrorCode.GROUP_ID_NOT_FOUND
                : offsets.check(group, commit);
        if (error != ErrorCode.NONE) {
            outbox.answer(token, new GroupAnswer.Committed(error, Map.of()));
            return;
        }
        final Member member =
                group == null ? null : group.members.get(commit.member().id());
        if (member != null) {
            member.extendSession(time.nowMs);
        }
        offsets.onCommit(commit, token, outbox);
    }

    /** Unlike another commit it says nothing of whether a member lives. */
    private void onCommit(
            final Group group,
            final GroupRequest.CommitInTransaction commit,
            final long token,
            final GroupOutbox outbox) {
        final ErrorCode error;
        if (commit.groupId().isEmpty()) {
            error = ErrorCode.INVALID_GROUP_ID;
        } else if (group == null) {
            error = commit.generation() < 0 ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
        } else {
            error = offsets.check(group, commit);
        }
        if (error == ErrorCode.NONE) {
            offsets.onCommit(commit, token, outbox);
        } else {
            outbox.answer(token, new GroupAnswer.Committed(error, Map.of()));
        }
    }

    private void onDelete(
            final Group group, final GroupRequest.Delete delete, final long token, final GroupOutbox outbox) {
        if (group == null || group.state != GroupState.EMPTY) {
            final ErrorCode error = group == null ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.NON_EMPTY_GROUP;
            outbox.answer(token, new GroupAnswer.Done(error));
            return;
        }
        offsets.removeAll(delete.groupId(), outbox);
        remove(group, outbox);
        outbox.answerOnCommit(token, new GroupAnswer.Done(ErrorCode.NONE));
    }

    private void onDeleteOffsets(
            final Group group, final GroupRequest.DeleteOffsets delete, final long token, final GroupOutbox outbox) {
        if (delete.groupId().isEmpty() || group == null || group.state != GroupState.EMPTY && !group.isConsumers()) {
            final ErrorCode error = delete.groupId().isEmpty()
                    ? ErrorCode.INVALID_GROUP_ID
                    : group == null ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.NON_EMPTY_GROUP;
            outbox.answer(token, new GroupAnswer.Committed(error, Map.of()));
            return;
        }
        offsets.onDelete(group, delete.partitions(), token, outbox);
    }

    private static GroupAnswer leftUnknown(final GroupRequest.Leave leave) {
        return leave.groupId().isEmpty()
                ? new GroupAnswer.Left(ErrorCode.INVALID_GROUP_ID, List.of())
                : new GroupAnswer.Left(
                        ErrorCode.NONE, Collections.nCopies(leave.members().size(), ErrorCode.UNKNOWN_MEMBER_ID));
    }

    private static ErrorCode unknownMemberOf(final GroupRequest request) {
        return request.groupId().isEmpty() ? ErrorCode.INVALID_GROUP_ID : ErrorCode.UNKNOWN_MEMBER_ID;
    }

    /** Nobody joins it any more until its end is committed. */
    private void remove(final Group group, final GroupOutbox outbox) {
        group.moveTo(GroupState.DEAD, time.epochMs);
        outbox.append(new GroupRecord.GroupRemoved(group.id));
    }

    private void noteDeadline(final Group group) {
        nextDeadlineMs = Math.min(nextDeadlineMs, group.nextDeadlineMs());
    }
}
