/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.List;

/** A member of a group and what it waits for. */
final class Member {
    /** Token of nobody: the member does not wait. */
    static final long NOT_WAITING = -1;

    final String id;
    final String instanceId;
    final String clientId;
    final String clientHost;
    List<Protocol> protocols;
    int sessionTimeoutMs;
    int rebalanceTimeoutMs;
    byte[] assignment = Group.NOTHING;
    long joinToken = NOT_WAITING;
    long syncToken = NOT_WAITING;
    long sessionDeadlineMs;
    /** Never yet in a generation: its session can end while it waits, since nobody could tell it from one that gave up. */
    boolean isNew;
    /** In COMPLETING_REBALANCE and STABLE: joined this generation and did not ask for its assignment yet. */
    boolean isSyncPending;

    Member(final String id, final String instanceId, final String clientId, final String clientHost) {
        this.id = id;
        this.instanceId = instanceId;
        this.clientId = clientId;
        this.clientHost = clientHost;
    }

    static Member of(final String id, final GroupRequest.Join join) {
        final Member member = new Member(id, join.member().instanceId(), join.clientId(), join.clientHost());
        member.update(join);
        return member;
    }

    void update(final GroupRequest.Join join) {
        protocols = List.copyOf(join.protocols());
        sessionTimeoutMs = join.sessionTimeoutMs();
        rebalanceTimeoutMs = join.rebalanceTimeoutMs();
    }

    boolean isStatic() {
        return instanceId != null;
    }

    boolean isAwaitingJoin() {
        return joinToken != NOT_WAITING;
    }

    boolean isAwaitingSync() {
        return syncToken != NOT_WAITING;
    }

    /** One who waits for others need not say that it lives. */
    boolean isExpired(final long nowMs) {
        return nowMs >= sessionDeadlineMs && (isNew || !isAwaitingJoin() && !isAwaitingSync());
    }

    void extendSession(final long nowMs) {
        sessionDeadlineMs = nowMs + sessionTimeoutMs;
    }

    boolean speaks(final String protocol) {
        return protocols.stream().anyMatch(offered -> offered.name().equals(protocol));
    }

    byte[] metadata(final String protocol) {
        return protocols.stream()
                .filter(offered -> offered.name().equals(protocol))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("member=" + id + " does not speak protocol=" + protocol))
                .metadata();
    }
}
