/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What must hold after every step: one leader and one vote per term, logs that agree wherever they have a term in common,
 * committed records that stay and are the same everywhere, leaders that have them all, high watermarks that never go back,
 * acknowledgements that were true.
 */
final class Checker {
    private final int nodes;
    private final Map<Integer, Integer> leaders = new HashMap<>();
    private final Set<Integer> led = new HashSet<>();
    private final Map<Long, Integer> votes = new HashMap<>();
    private final Map<Long, Written> written = new HashMap<>();
    private final List<Value> committed = new ArrayList<>();
    private final List<Integer> committedIn = new ArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final long[] highWatermarks;

    Checker(final int nodes) {
        this.nodes = nodes;
        this.highWatermarks = new long[nodes];
    }

    int acknowledged() {
        return acknowledged.size();
    }

    long committed() {
        return committed.size();
    }

    void onStart(final SimulatedNode node) {
        highWatermarks[node.number()] = node.member().highWatermark();
    }

    void onVote(final int node, final int term, final int candidate) {
        final Integer before = votes.putIfAbsent((long) term * nodes + node, candidate);
        require(
                before == null || before == candidate,
                Promise.ONE_VOTE,
                () -> "node " + node + " voted twice in term " + term);
    }

    /** A node says that it leads; it may be unable to append. */
    void onHeartbeat(final int node, final int term) {
        final Integer before = leaders.putIfAbsent(term, node);
        require(
                before == null || before == node,
                Promise.ONE_LEADER,
                () -> "term " + term + " is led by " + before + " and " + node);
    }

    void onLeader(final SimulatedNode node, final int term) {
        require(led.add(term), Promise.ONE_LEADER, () -> "term " + term + " was led before, by " + leaders.get(term));
        onHeartbeat(node.number(), term);
        requireCommitted(node, Promise.LEADER_HAS_ALL, 0, committedBefore(term));
    }

    /** A leader of an older term that learns late of its election knows nothing of what newer ones did. */
    private long committedBefore(final int term) {
        int end = committedIn.size();
        while (end > 0 && committedIn.get(end - 1) >= term) {
            end--;
        }
        return end;
    }

    void onFollow(final int term, final int leader) {
        require(
                leaders.getOrDefault(term, -1) == leader,
                Promise.ONE_LEADER,
                () -> "node " + leader + " does not lead term " + term);
    }

    /** The same term at the same offset means the same value, and the same term before it. */
    void onAppended(final SimulatedNode node, final long offset) {
        final SimulatedLog log = node.log();
        final Value value = log.at(offset);
        final Written here = new Written(value.value(), log.termBefore(offset), offset == log.baseOffset());
        final Written there = written.putIfAbsent(((long) value.term() << 32) + offset, here);
        require(
                there == null || there.agrees(here),
                Promise.LOGS_AGREE,
                () -> "logs differ at offset " + offset + " of term " + value.term());
        require(log.termBefore(offset) <= value.term(), Promise.LOGS_AGREE, () -> "terms go back at offset " + offset);
    }

    void onTruncate(final SimulatedNode node, final long offset) {
        require(
                offset >= node.member().highWatermark(),
                Promise.COMMITTED_STAYS,
                () -> node + " cuts committed records at " + offset);
    }

    /** Look at what a node knows to be committed. */
    void onStep(final SimulatedNode node) {
        final long offset = node.member().highWatermark();
        final long before = highWatermarks[node.number()];
        require(offset >= before, Promise.COMMITTED_STAYS, () -> node + " takes its high watermark back to " + offset);
        if (offset > before) {
            require(
                    offset <= node.log().endOffset(),
                    Promise.COMMITTED_STAYS,
                    () -> node + " commits what it has not, at " + offset);
            highWatermarks[node.number()] = offset;
            for (long next = committed.size(); next < offset; next++) {
                committed.add(node.log().at(next));
                committedIn.add(node.member().term());
            }
            requireCommitted(node, Promise.COMMITTED_STAYS, before, offset);
        }
    }

    /** A publisher was told that its record is there. */
    void onAcknowledged(final int term, final long offset, final long value) {
        final Acknowledged record = new Acknowledged(term, offset, value);
        require(
                offset < committed.size(),
                Promise.ACKNOWLEDGED_STAYS,
                () -> "acknowledged before it is committed: " + record);
        requireThere(record);
        acknowledged.add(record);
    }

    /** All is well again: nothing that was acknowledged may be missing. */
    void atTheEnd(final SimulatedNode leader) {
        requireCommitted(leader, Promise.LEADER_HAS_ALL, 0, committed.size());
        requireAcknowledged();
    }

    /** What was acknowledged is what was committed there. */
    void requireAcknowledged() {
        acknowledged.forEach(this::requireThere);
    }

    private void requireThere(final Acknowledged record) {
        final Value there = committed.get((int) record.offset);
        require(
                there.value() == record.value && there.term() == record.term,
                Promise.ACKNOWLEDGED_STAYS,
                () -> "lost: " + record + ", there is " + there);
    }

    private void requireCommitted(final SimulatedNode node, final Promise promise, final long begin, final long end) {
        final SimulatedLog log = node.log();
        final String what = promise == Promise.LEADER_HAS_ALL ? " leads" : " commits";
        require(log.endOffset() >= end, promise, () -> node + what + " without committed records before " + end);
        for (long offset = Math.max(begin, log.baseOffset()); offset < end; offset++) {
            final long here = offset;
            require(
                    log.at(here).equals(committed.get((int) here)),
                    promise,
                    () -> node + what + " with another record at " + here);
        }
    }

    private static void require(final boolean isTrue, final Promise promise, final Supplier<String> otherwise) {
        if (!isTrue) {
            throw new BrokenPromise(promise, otherwise.get());
        }
    }

    /** What stood at an offset in a term when it was first seen. */
    private record Written(long value, int termBefore, boolean isFirst) {
        boolean agrees(final Written other) {
            return value == other.value && (isFirst || other.isFirst || termBefore == other.termBefore);
        }
    }

    /** A record whose publisher was told that it is there. */
    private record Acknowledged(int term, long offset, long value) {}
}
