/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.util.List;

/** A node at one moment, and the event that made it so. Equal members will do the same. */
final class Member {
    private final Node node;
    private final Member before;
    private final Event event;
    private final String snapshot;
    private final int number;
    private final Role role;
    private final Standing standing;
    private final int term;
    private final int leader;
    private final long highWatermark;
    private final List<Integer> log;

    private Member(final Node node, final Member before, final Event event) {
        this.node = node;
        this.before = before;
        this.event = event;
        this.snapshot = node.snapshot();
        this.number = node.number();
        this.role = node.member().role();
        this.standing = node.member().standing();
        this.term = node.member().term();
        this.leader = node.member().leader();
        this.highWatermark = node.member().highWatermark();
        this.log = List.copyOf(node.log());
    }

    static Member first(final int number) {
        return new Member(new Node(number), null, null);
    }

    /** As it is after an event; what that made it say is in its node. */
    Member after(final Event event) {
        final Node there = node.copy();
        there.apply(event);
        return new Member(there, this, event);
    }

    /** What it was before the last event; null at the beginning. */
    Member before() {
        return before;
    }

    Event event() {
        return event;
    }

    Node node() {
        return node;
    }

    int number() {
        return number;
    }

    int term() {
        return term;
    }

    int leader() {
        return leader;
    }

    long highWatermark() {
        return highWatermark;
    }

    List<Integer> log() {
        return log;
    }

    boolean isLeader() {
        return role == Role.LEADER;
    }

    boolean isVoter() {
        return standing == Standing.VOTER;
    }

    /** Whether its log has, at its place, a record that was committed. */
    boolean has(final int offset, final int recordTerm) {
        return offset < log.size() && log.get(offset) == recordTerm;
    }

    int lastTerm() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Member member && snapshot.equals(member.snapshot);
    }

    @Override
    public int hashCode() {
        return snapshot.hashCode();
    }

    @Override
    public String toString() {
        return role + (isVoter() ? "" : " " + standing) + " term=" + term + " log=" + log + " highWatermark="
                + highWatermark;
    }
}
