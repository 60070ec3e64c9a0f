/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.replica.Acks;
import io.taffrail.replication.replica.ReplicaState;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Publishes lines at a rate while its node leads, and notes which were acknowledged by a quorum. One thread. */
final class LinePublisher {
    private static final double NS_PER_SECOND = 1e9;

    private final InputLines input;
    private final Publisher publisher;
    private final ReplicatedPartition partition;
    private final AcknowledgedRecords acknowledged;
    private final double intervalNs;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long beganNs;
    private int begin;
    private int next;
    private boolean hasBegun;
    private boolean hasCommitted;

    LinePublisher(
            final InputLines input,
            final Publisher publisher,
            final ReplicatedPartition partition,
            final AcknowledgedRecords acknowledged,
            final int rate) {
        this.input = input;
        this.publisher = publisher;
        this.partition = partition;
        this.acknowledged = acknowledged;
        this.intervalNs = NS_PER_SECOND / rate;
    }

    /** A reign begins, or ends with term 0: what waits is not answered any more. */
    void begin(final int term) {
        waiting.clear();
        hasBegun = false;
        hasCommitted = false;
    }

    /** Publish what is due, going on behind the lines that are in the log; work done. */
    int publish(final int inLog, final PrintStream out) {
        final long nowNs = System.nanoTime();
        if (!hasBegun) {
            hasBegun = true;
            begin = inLog;
            next = inLog;
            beganNs = nowNs;
        }
        int work = ask(out);
        if (next < input.count() && nowNs - beganNs >= (next - begin) * intervalNs) {
            final long offset = publisher.publish(input.line(next));
            if (offset >= 0) {
                waiting.add(new Waiting(publisher.lastTerm(), offset, next));
                next++;
                work++;
            } else if (!PublishResult.isRetriable(offset)) {
                throw new IllegalStateException("cannot publish: " + PublishResult.describe(offset));
            }
        }
        return work;
    }

    private int ask(final PrintStream out) {
        int answered = 0;
        while (!waiting.isEmpty()) {
            final Waiting first = waiting.peek();
            final long outcome = partition.outcome(first.term, first.offset, Acks.QUORUM);
            if (outcome == ReplicaState.PENDING) {
                break;
            }
            if (outcome >= 0) {
                acknowledged.put(first.line, outcome);
                if (!hasCommitted) {
                    hasCommitted = true;
                    out.println("COMMITTED " + System.nanoTime());
                }
            }
            waiting.remove();
            answered++;
        }
        return answered;
    }

    /** A published line that waits for its acknowledgement. */
    private record Waiting(int term, long offset, int line) {}
}
