/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One group: its state, its generation, its members and what it waits for. */
final class Group {
    static final byte[] NOTHING = {};
    static final String CONSUMER = "consumer";
    private static final long NEVER = Long.MAX_VALUE;

    final String id;
    final Members members = new Members();
    GroupState state = GroupState.EMPTY;
    /** Null until the group had a member. */
    String protocolType;
    /** Null unless the group has a generation with members. */
    String protocol;

    int generation;
    long sinceEpochMs;
    /** In PREPARING_REBALANCE: when those who did not join again are left behind. */
    long joinDeadlineMs = NEVER;
    /** In PREPARING_REBALANCE out of EMPTY: how much longer newcomers may put the deadline off. */
    int initialDelayLeftMs;
    /** In PREPARING_REBALANCE: whether it came from EMPTY, and waits its whole delay. */
    boolean isInitial;
    /** In PREPARING_REBALANCE out of EMPTY: somebody joined since the deadline was set. */
    boolean hasNewcomer;
    /** From COMPLETING_REBALANCE on: when those who did not sync are left behind. */
    long syncDeadlineMs = NEVER;

    /** Of the present generation; null when a member's cannot be understood. */
    private Set<String> subscribedTopics = new HashSet<>();

    Group(final String id, final long epochMs) {
        this.id = id;
        this.sinceEpochMs = epochMs;
    }

    /** As it was when a generation was stored. */
    static Group of(final GroupRecord.GroupStored stored) {
        final Group group = new Group(stored.groupId(), stored.sinceEpochMs());
        group.protocolType = stored.protocolType();
        group.generation = stored.generation();
        group.protocol = stored.protocol();
        for (final GroupRecord.StoredMember from : stored.members()) {
            final Member member = new Member(from.memberId(), from.instanceId(), from.clientId(), from.clientHost());
            member.protocols = List.of(new Protocol(stored.protocol(), from.subscription()));
            member.sessionTimeoutMs = from.sessionTimeoutMs();
            member.rebalanceTimeoutMs = from.rebalanceTimeoutMs();
            member.assignment = from.assignment();
            group.members.add(member);
        }
        group.members.leaderId(stored.leader());
        group.state = stored.members().isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        return group;
    }

    GroupRecord.GroupStored toStored() {
        final List<GroupRecord.StoredMember> stored = new ArrayList<>();
        for (final Member member : members.all()) {
            stored.add(new GroupRecord.StoredMember(
                    member.id,
                    member.instanceId,
                    member.clientId,
                    member.clientHost,
                    member.rebalanceTimeoutMs,
                    member.sessionTimeoutMs,
                    member.metadata(protocol),
                    member.assignment));
        }
        return new GroupRecord.GroupStored(
                id, protocolType, generation, protocol, members.leaderId(), sinceEpochMs, stored);
    }

    void moveTo(final GroupState next, final long epochMs) {
        state = next;
        sinceEpochMs = epochMs;
        if (next != GroupState.PREPARING_REBALANCE) {
            joinDeadlineMs = NEVER;
            isInitial = false;
        }
    }

    void stopWaitingForSyncs() {
        syncDeadlineMs = NEVER;
        members.all().forEach(member -> member.isSyncPending = false);
    }

    /** The next generation begins with those who are members now. */
    void nextGeneration(final long epochMs) {
        generation++;
        protocol = members.isEmpty() ? null : members.vote();
        moveTo(members.isEmpty() ? GroupState.EMPTY : GroupState.COMPLETING_REBALANCE, epochMs);
        stopWaitingForSyncs();
    }

    boolean accepts(final String type, final List<Protocol> protocols) {
        if (state == GroupState.EMPTY) {
            return !type.isEmpty() && !protocols.isEmpty();
        }
        if (!type.equals(protocolType)) {
            return false;
        }
        final Set<String> common = members.commonProtocols();
        return members.isEmpty() || protocols.stream().anyMatch(protocol -> common.contains(protocol.name()));
    }

    boolean isConsumers() {
        return Objects.equals(protocolType, CONSUMER);
    }

    /** Whether the group consumes a topic, by what its members said when the generation began. */
    boolean isSubscribedTo(final String topic) {
        return isConsumers() && (subscribedTopics == null || subscribedTopics.contains(topic));
    }

    /** Keep what the members say that they subscribe to; null when it cannot be understood. */
    void noteSubscriptions(final SubscribedTopics reader) {
        subscribedTopics = new HashSet<>();
        if (protocol == null || !isConsumers()) {
            return;
        }
        for (final Member member : members.all()) {
            final Set<String> topics = reader.topicsOf(member.metadata(protocol));
            if (topics == null) {
                subscribedTopics = null;
                return;
            }
            subscribedTopics.addAll(topics);
        }
    }

    long nextDeadlineMs() {
        return Math.min(Math.min(joinDeadlineMs, syncDeadlineMs), members.nextDeadlineMs());
    }
}
