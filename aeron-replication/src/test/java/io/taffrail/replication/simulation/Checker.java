/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold after every step: one leader and one vote per term, logs that agree wherever they have a term in common,
 * committed records that stay and are the same everywhere, leaders that have them all, high watermarks that never go back,
 * acknowledgements that were true.
 */
final class Checker {
    private final int nodes;
    private final Map<Integer, Integer> leaders = new HashMap<>();
    private final Map<Long, Integer> votes = new HashMap<>();
    private final Map<Long, Written> written = new HashMap<>();
    private final List<Value> committed = new ArrayList<>();
    private final List<Integer> committedIn = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Pending> acknowledged = new ArrayList<>();
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
        require(before == null || before == candidate, "node " + node + " voted twice in term " + term);
    }

    void onLeader(final SimulatedNode node, final int term) {
        final Integer before = leaders.putIfAbsent(term, node.number());
        require(before == null, "term " + term + " was led before, by " + before);
        requireCommitted(node, 0, committedBefore(term), "leads term " + term);
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
        require(leaders.getOrDefault(term, -1) == leader, "node " + leader + " does not lead term " + term);
    }

    /** The same term at the same offset means the same value, and the same term before it. */
    void onAppended(final SimulatedNode node, final long offset) {
        final SimulatedLog log = node.log();
        final Value value = log.at(offset);
        final Written here = new Written(value.value(), log.termBefore(offset), offset == log.baseOffset());
        final Written there = written.putIfAbsent(((long) value.term() << 32) + offset, here);
        require(there == null || there.agrees(here), "logs differ at offset " + offset + " of term " + value.term());
        require(log.termBefore(offset) <= value.term(), "terms go back at offset " + offset);
    }

    void onTruncate(final SimulatedNode node, final long offset) {
        require(offset >= node.member().highWatermark(), node + " cuts committed records at " + offset);
    }

    void onCommit(final SimulatedNode node, final long offset) {
        final int number = node.number();
        require(offset >= highWatermarks[number], node + " takes its high watermark back to " + offset);
        require(offset <= node.log().endOffset(), node + " commits what it has not, at " + offset);
        final long before = highWatermarks[number];
        highWatermarks[number] = offset;
        for (long next = committed.size(); next < offset; next++) {
            committed.add(node.log().at(next));
            committedIn.add(node.member().term());
        }
        requireCommitted(node, before, offset, "commits");
        acknowledge(node, offset);
    }

    void onPublished(final int node, final int term, final long offset, final long value) {
        pending.add(new Pending(node, term, offset, value));
    }

    /** Whatever waits at this node is answered as unknown. */
    void onStopped(final int node) {
        pending.removeIf(wait -> wait.node == node);
    }

    /** All is well again: nothing that was acknowledged may be missing. */
    void atTheEnd(final SimulatedNode leader) {
        requireCommitted(leader, 0, committed.size(), "is the leader at the end");
        for (final Pending done : acknowledged) {
            final Value there = committed.get((int) done.offset);
            require(there.value() == done.value && there.term() == done.term, "lost: " + done);
        }
    }

    private void acknowledge(final SimulatedNode node, final long offset) {
        for (final Pending wait : pending) {
            if (wait.node == node.number() && wait.offset < offset) {
                require(wait.term == node.member().term(), "acknowledged in another term: " + wait);
                acknowledged.add(wait);
            }
        }
        pending.removeIf(wait -> wait.node == node.number() && wait.offset < offset);
    }

    private void requireCommitted(final SimulatedNode node, final long begin, final long end, final String when) {
        final SimulatedLog log = node.log();
        require(log.endOffset() >= end, node + " " + when + " without committed records before " + end);
        for (long offset = Math.max(begin, log.baseOffset()); offset < end; offset++) {
            require(
                    log.at(offset).equals(committed.get((int) offset)),
                    node + " " + when + " with another record at " + offset);
        }
    }

    private static void require(final boolean isTrue, final String otherwise) {
        if (!isTrue) {
            throw new BrokenPromise(otherwise);
        }
    }

    /** What stood at an offset in a term when it was first seen. */
    private record Written(long value, int termBefore, boolean isFirst) {
        boolean agrees(final Written other) {
            return value == other.value && (isFirst || other.isFirst || termBefore == other.termBefore);
        }
    }

    /** A publish that waits for its acknowledgement, or has it. */
    private record Pending(int node, int term, long offset, long value) {}
}
