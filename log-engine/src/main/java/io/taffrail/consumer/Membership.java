/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.assignor.PartitionAssignor;
import io.taffrail.assignor.Subscription;
import io.taffrail.coordinator.ConsumerProtocol;
import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.group.Protocol;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A consumer's side of the group protocol, taken as far as it gets with each poll: nothing here waits.
 *
 * <pre>
 *   OUT --join--&gt; JOINING --sync--&gt; SYNCING --&gt; IN
 *    ^                                          |  the group rebalances, or the member was dropped
 *    +------------------------------------------+
 * </pre>
 *
 * <p>Threading: the consumer's thread; answers may come from any.
 */
final class Membership {
    private static final int NO_GENERATION = -1;
    private static final long RETRY_MS = 10;
    private static final long TOPICS_CHECK_MS = 100;

    /** What a member does with its partitions as the group rebalances. */
    interface Holdings {
        /** Partitions that it holds now. */
        List<TopicPartition> owned();

        /** The group rebalances: commit, and give up what it must not keep meanwhile. */
        void onRebalance(boolean isCooperative);

        /** The member was dropped: what it held is gone. */
        void onLost();

        /** The assignment of a generation. */
        void onAssigned(List<TopicPartition> partitions);
    }

    private enum Phase {
        OUT,
        JOINING,
        SYNCING,
        IN
    }

    private final GroupCoordinator coordinator;
    private final ConsumerConfig config;
    private final Subscriptions subscriptions;
    private final Holdings holdings;
    private final Session session;
    private final boolean isCooperative;
    private Pending pending = new Pending();
    private Phase phase = Phase.OUT;
    private String memberId = "";
    private String proposedId = "";
    private int generation = NO_GENERATION;
    private Set<String> topics = Set.of();
    private boolean isRebalanceNoted;
    private boolean isJoinNeeded;
    private Map<String, List<Long>> leaderSaw;
    private List<TopicPartition> assigned = List.of();
    private ErrorCode ended = ErrorCode.NONE;
    private Collection<Set<String>> leaderWants = List.of();
    private long notBeforeMs;
    private long topicsCheckAtMs;

    Membership(
            final GroupCoordinator coordinator,
            final ConsumerConfig config,
            final Subscriptions subscriptions,
            final Holdings holdings,
            final Session session) {
        this.coordinator = coordinator;
        this.config = config;
        this.subscriptions = subscriptions;
        this.holdings = holdings;
        this.session = session;
        this.isCooperative = PartitionAssignor.named(config.assignors().get(0)).isCooperative();
    }

    void subscribe(final Set<String> wanted) {
        topics = wanted;
        isJoinNeeded = true;
        ended = ErrorCode.NONE;
    }

    GroupRequest.Identity identity() {
        return new GroupRequest.Identity(memberId, config.instanceId());
    }

    int generation() {
        return generation;
    }

    /** Whether it waits for its next generation, which may have begun. */
    boolean isJoining() {
        return phase == Phase.JOINING;
    }

    /** Whether the member has its assignment and knows of no reason to join again. */
    boolean isSettled() {
        return phase == Phase.IN && !isJoinNeeded;
    }

    /** Take the protocol as far as it goes now. */
    void poll(final long nowMs) {
        if (ended != ErrorCode.NONE) {
            throw refusal(ended);
        }
        final ErrorCode error = session.poll();
        if (phase == Phase.IN) {
            onHeartbeat(error);
            if (phase == Phase.IN && (isJoinNeeded || hasPartitionsChanged(nowMs))) {
                phase = Phase.OUT;
            }
        }
        boolean isMoving = true;
        while (isMoving) {
            isMoving = switch (phase) {
                case OUT -> nowMs >= notBeforeMs && join();
                case JOINING -> pending.answer != null && onJoined((GroupAnswer.Joined) takeAnswer(), nowMs);
                case SYNCING -> pending.answer != null && onSynced((GroupAnswer.Synced) takeAnswer(), nowMs);
                case IN -> false;
            };
        }
    }

    /** Leave, unless static: a static member is expected back. */
    void leave() {
        session.end();
        final String known =
                memberId.isEmpty() ? proposedId : memberId; // one that never got its answer is waited for, too
        if (!known.isEmpty() && config.instanceId() == null) {
            final GroupRequest.Identity leaver = new GroupRequest.Identity(known, null);
            coordinator.request(new GroupRequest.Leave(config.groupId(), List.of(leaver)), left -> {});
        }
        forgetMember();
        phase = Phase.OUT;
        pending = new Pending();
    }

    private void onHeartbeat(final ErrorCode error) {
        switch (error) {
            case NONE, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> {} // the next heartbeat may say more
            case REBALANCE_IN_PROGRESS -> phase = Phase.OUT;
            default -> onDropped(error);
        }
    }

    /** The leader looks now and then whether topics came, went, or have more partitions. */
    private boolean hasPartitionsChanged(final long nowMs) {
        if (leaderSaw == null || nowMs < topicsCheckAtMs) {
            return false;
        }
        topicsCheckAtMs = nowMs + TOPICS_CHECK_MS;
        return !leaderSaw.equals(subscriptions.identities(leaderWants));
    }

    private boolean join() {
        if (!isRebalanceNoted) {
            isRebalanceNoted = true;
            holdings.onRebalance(isCooperative);
        }
        // An eager member has given all up by now; what it had is what a sticky assignor wants to know.
        final List<TopicPartition> owned = isCooperative ? holdings.owned() : assigned;
        final byte[] metadata =
                ConsumerProtocol.encode(new Subscription(topics, owned, generation, config.instanceId()));
        isJoinNeeded = false;
        session.end();
        final Pending mine = new Pending();
        pending = mine;
        phase = Phase.JOINING;
        final List<Protocol> protocols = config.assignors().stream()
                .map(name -> new Protocol(name, metadata))
                .toList();
        proposedId = newMemberId();
        coordinator.request(
                new GroupRequest.Join(
                        config.groupId(),
                        identity(),
                        proposedId,
                        config.clientId(),
                        "embedded",
                        ConsumerProtocol.TYPE,
                        protocols,
                        config.sessionTimeoutMs(),
                        config.maxPollIntervalMs(),
                        false),
                joined -> mine.answer = joined);
        return true;
    }

    private String newMemberId() {
        return (config.instanceId() == null ? config.clientId() : config.instanceId()) + "-" + UUID.randomUUID();
    }

    private boolean onJoined(final GroupAnswer.Joined joined, final long nowMs) {
        if (joined.error() != ErrorCode.NONE) {
            return onRefused(joined.error(), nowMs);
        }
        memberId = joined.memberId();
        generation = joined.generation();
        phase = Phase.OUT; // to join again a little later, should the assignor throw
        notBeforeMs = nowMs + RETRY_MS;
        final Map<String, byte[]> assignments = assignments(joined);
        notBeforeMs = nowMs;
        session.begin(identity(), generation);
        final Pending mine = new Pending();
        pending = mine;
        phase = Phase.SYNCING;
        coordinator.request(
                new GroupRequest.Sync(
                        config.groupId(),
                        generation,
                        identity(),
                        joined.protocolType(),
                        joined.protocol(),
                        assignments),
                synced -> mine.answer = synced);
        return true;
    }

    /** The leader's work: who gets what. */
    private Map<String, byte[]> assignments(final GroupAnswer.Joined joined) {
        final Map<String, byte[]> encoded = new HashMap<>();
        leaderSaw = null;
        if (!joined.members().isEmpty()) {
            final Map<String, Subscription> members = new HashMap<>();
            final List<Set<String>> wanted = new ArrayList<>();
            for (final GroupAnswer.JoinedMember member : joined.members()) {
                final Subscription subscription = ConsumerProtocol.subscription(member.metadata(), member.instanceId());
                members.put(member.memberId(), subscription);
                wanted.add(subscription.topics());
            }
            leaderWants = wanted;
            leaderSaw = subscriptions.identities(wanted);
            if (!joined.skipAssignment()) {
                PartitionAssignor.named(joined.protocol())
                        .assign(subscriptions.partitionCounts(wanted), members)
                        .forEach((member, partitions) -> encoded.put(member, ConsumerProtocol.encode(partitions)));
            }
        }
        return encoded;
    }

    private boolean onSynced(final GroupAnswer.Synced synced, final long nowMs) {
        if (synced.error() != ErrorCode.NONE) {
            return onRefused(synced.error(), nowMs);
        }
        final List<TopicPartition> all = ConsumerProtocol.assignment(synced.assignment());
        phase = Phase.IN;
        isRebalanceNoted = false;
        assigned = all.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
        final boolean isGivingUp = !assigned.containsAll(holdings.owned()); // which others wait for, in the next round
        isJoinNeeded |= isGivingUp || assigned.size() < all.size(); // assigned for what it wanted before
        holdings.onAssigned(assigned);
        return false;
    }

    /** Join again, at once or a little later, or give up where asking again would change nothing. */
    private boolean onRefused(final ErrorCode error, final long nowMs) {
        phase = Phase.OUT;
        switch (error) {
            case REBALANCE_IN_PROGRESS -> {
                return true;
            }
            case MEMBER_ID_REQUIRED -> throw new IllegalStateException("the coordinator asked for a member id");
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
                onDropped(error);
                return true;
            }
            case COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR -> {
                notBeforeMs = nowMs + RETRY_MS;
                return false;
            }
            default -> {
                onDropped(error);
                throw refusal(error);
            }
        }
    }

    private void onDropped(final ErrorCode error) {
        session.end();
        isRebalanceNoted = true;
        if (error != ErrorCode.ILLEGAL_GENERATION) {
            memberId = "";
        }
        generation = NO_GENERATION;
        assigned = List.of();
        phase = Phase.OUT;
        if (error == ErrorCode.FENCED_INSTANCE_ID) {
            ended = error; // until it subscribes anew: the newer one is not to be fenced in its turn
        }
        holdings.onLost();
        if (ended != ErrorCode.NONE) {
            throw refusal(ended);
        }
    }

    private ErrorCodeException refusal(final ErrorCode error) {
        return new ErrorCodeException(
                error,
                "group=" + config.groupId() + " member=" + memberId
                        + (config.instanceId() == null ? "" : " group.instance.id=" + config.instanceId()));
    }

    private void forgetMember() {
        memberId = "";
        proposedId = "";
        generation = NO_GENERATION;
        isRebalanceNoted = false;
        leaderSaw = null;
        assigned = List.of();
        ended = ErrorCode.NONE;
    }

    private GroupAnswer takeAnswer() {
        return pending.answer;
    }

    /** One request and its answer; an answer that comes too late goes to one that nobody looks at any more. */
    private static final class Pending {
        private volatile GroupAnswer answer;
    }
}
