/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who belongs to a group: members in the order in which they joined, the names of static ones, those who were only told
 * an id yet, and the leader.
 */
final class Members {
    private final Map<String, Member> byId = new LinkedHashMap<>();
    private final Map<String, String> idByInstance = new HashMap<>();
    private final Map<String, Long> pendingDeadlines = new LinkedHashMap<>();
    private String leaderId;

    Collection<Member> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    Member get(final String memberId) {
        return byId.get(memberId);
    }

    boolean contains(final String memberId) {
        return byId.containsKey(memberId);
    }

    /** Id of the member with an instance id, or null. */
    String idOf(final String instanceId) {
        return idByInstance.get(instanceId);
    }

    String leaderId() {
        return leaderId;
    }

    void leaderId(final String memberId) {
        leaderId = memberId;
    }

    boolean isLeader(final String memberId) {
        return memberId.equals(leaderId);
    }

    void add(final Member member) {
        byId.put(member.id, member);
        if (member.isStatic()) {
            idByInstance.put(member.instanceId, member.id);
        }
        pendingDeadlines.remove(member.id);
        if (leaderId == null) {
            leaderId = member.id;
        }
    }

    /** Take one out, if it is there; the eldest of the others leads when it led. */
    Member remove(final String memberId) {
        final Member removed = byId.remove(memberId);
        if (removed != null && removed.isStatic()) {
            idByInstance.remove(removed.instanceId);
        }
        pendingDeadlines.remove(memberId);
        if (isLeader(memberId)) {
            leaderId = byId.isEmpty() ? null : byId.keySet().iterator().next();
        }
        return removed;
    }

    /** A static member came back under another id, and takes the place of the one before. */
    void replace(final Member old, final Member comer) {
        byId.remove(old.id);
        byId.put(comer.id, comer);
        idByInstance.put(comer.instanceId, comer.id);
        if (isLeader(old.id)) {
            leaderId = comer.id;
        }
    }

    void addPending(final String memberId, final long deadlineMs) {
        pendingDeadlines.put(memberId, deadlineMs);
    }

    boolean isPending(final String memberId) {
        return pendingDeadlines.containsKey(memberId);
    }

    List<String> expiredPending(final long nowMs) {
        final List<String> expired = new ArrayList<>();
        pendingDeadlines.forEach((id, deadlineMs) -> {
            if (nowMs >= deadlineMs) {
                expired.add(id);
            }
        });
        return expired;
    }

    boolean haveAllJoined() {
        return pendingDeadlines.isEmpty() && byId.values().stream().allMatch(Member::isAwaitingJoin);
    }

    int awaitingJoin() {
        return (int) byId.values().stream().filter(Member::isAwaitingJoin).count();
    }

    boolean haveAllSynced() {
        return byId.values().stream().noneMatch(member -> member.isSyncPending);
    }

    /** Whether the leader joined, or one who did could take its place. */
    boolean ensureJoinedLeader() {
        final Member leader = leaderId == null ? null : byId.get(leaderId);
        if (leader == null || leader.isAwaitingJoin()) {
            return leader != null;
        }
        for (final Member member : byId.values()) {
            if (member.isAwaitingJoin()) {
                leaderId = member.id;
                return true;
            }
        }
        return false;
    }

    int rebalanceTimeoutMs() {
        return byId.values().stream()
                .mapToInt(member -> member.rebalanceTimeoutMs)
                .max()
                .orElse(0);
    }

    /** Names of the protocols that every member speaks. */
    Set<String> commonProtocols() {
        Set<String> common = null;
        for (final Member member : byId.values()) {
            final Set<String> spoken = new LinkedHashSet<>();
            member.protocols.forEach(protocol -> spoken.add(protocol.name()));
            if (common == null) {
                common = spoken;
            } else {
                common.retainAll(spoken);
            }
        }
        return common == null ? Set.of() : common;
    }

    /**
     * Each votes for the first of its protocols that all speak; the one with most votes wins. Of equals it is the first in
     * the order of a hash map, since that is what Kafka takes.
     */
    String vote() {
        final Set<String> candidates = commonProtocols();
        final Map<String, Integer> votes = new HashMap<>();
        for (final Member member : byId.values()) {
            member.protocols.stream()
                    .map(Protocol::name)
                    .filter(candidates::contains)
                    .findFirst()
                    .ifPresent(name -> votes.merge(name, 1, Integer::sum));
        }
        String winner = null;
        for (final Map.Entry<String, Integer> entry : votes.entrySet()) {
            if (winner == null || entry.getValue() > votes.get(winner)) {
                winner = entry.getKey();
            }
        }
        return winner;
    }

    /** Whether somebody who asks as a member is one; {@link ErrorCode#NONE} if so. */
    ErrorCode check(final GroupRequest.Identity identity) {
        if (identity.instanceId() != null) {
            final String id = idByInstance.get(identity.instanceId());
            if (id != null && !Objects.equals(id, identity.id())) {
                return ErrorCode.FENCED_INSTANCE_ID;
            }
            if (id == null) {
                return ErrorCode.UNKNOWN_MEMBER_ID;
            }
        }
        return byId.containsKey(identity.id()) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
    }

    /** When the first of them has to be looked at again. */
    long nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (final Member member : byId.values()) {
            if (member.isNew || !member.isAwaitingJoin() && !member.isAwaitingSync()) {
                next = Math.min(next, member.sessionDeadlineMs);
            }
        }
        for (final long deadlineMs : pendingDeadlines.values()) {
            next = Math.min(next, deadlineMs);
        }
        return next;
    }
}
