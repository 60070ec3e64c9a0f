/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import io.taffrail.engine.Publisher;
import io.taffrail.replication.node.Acknowledgements;
import io.taffrail.replication.node.LeadershipListener;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.replica.Acks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes at a fixed rate whenever its node leads, values that no other publisher has, and keeps what a majority has
 * acknowledged in a file.
 *
 * <p>Threading: a thread of its own publishes; the replicator tells it of terms and of acknowledgements; any thread looks.
 */
final class LeadingPublisher implements Runnable, LeadershipListener, Acknowledgements.Handler, AutoCloseable {
    private static final int CAPACITY = 1 << 18;
    private static final long LOOK_NS = 20_000;

    private final ReplicatedPartition partition;
    private final Publisher publisher;
    private final Acknowledgements acknowledgements;
    private final AckFile acknowledged;
    private final UnsafeBuffer value;
    private final long intervalNs;
    private final Thread thread = new Thread(this, "publisher");
    private volatile boolean isOn = true;
    private volatile int term;
    private volatile long leadingSinceNs;
    private volatile long committedAtNs;
    private long last;

    LeadingPublisher(final ReplicationNode node, final int rate, final int valueBytes, final Path file)
            throws IOException {
        partition = node.partition(Nodes.TOPIC, 0);
        publisher = node.engine().publisher(Nodes.TOPIC);
        acknowledged = new AckFile(file);
        acknowledgements = partition.acknowledgements(Acks.QUORUM, CAPACITY, this);
        value = new UnsafeBuffer(new byte[valueBytes]);
        intervalNs = TimeUnit.SECONDS.toNanos(1) / rate;
        partition.onLeadership(this);
        thread.start();
    }

    @Override
    public void run() {
        long dueNs = System.nanoTime();
        while (isOn) {
            final long nowNs = System.nanoTime();
            if (!partition.isLeading() || !acknowledgements.hasRoom()) {
                dueNs = nowNs;
                LockSupport.parkNanos(LOOK_NS);
            } else if (nowNs - dueNs < 0) {
                LockSupport.parkNanos(dueNs - nowNs);
            } else {
                publish(nowNs);
                dueNs += intervalNs;
            }
        }
    }

    /** Times of one clock of the machine tell values apart, whichever process they are of. */
    private void publish(final long nowNs) {
        last = Math.max(last + 1, nowNs);
        value.putLong(0, last);
        final long offset = publisher.publish(value, 0, value.capacity());
        if (offset >= 0) {
            acknowledgements.add(publisher.lastTerm(), offset, last);
        }
    }

    @Override
    public void onOutcome(final long correlation, final long offset, final long outcome) {
        if (outcome != offset) {
            return;
        }
        if (committedAtNs == 0 && correlation - leadingSinceNs >= 0) {
            committedAtNs = System.nanoTime();
        }
        if (!acknowledged.add(offset, correlation)) {
            isOn = false;
        }
    }

    @Override
    public void onLeading(final ReplicatedPartition led, final int newTerm) {
        leadingSinceNs = System.nanoTime();
        committedAtNs = 0;
        term = newTerm;
    }

    @Override
    public void onNotLeading(final ReplicatedPartition led, final int oldTerm) {
        term = 0;
    }

    /** Term in which this node leads, or 0; and when the first record of it was acknowledged, or 0. */
    String status() {
        return term + " " + committedAtNs;
    }

    /** Publish no more; what was published may still be acknowledged. */
    @Override
    public void close() {
        isOn = false;
        try {
            thread.join();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
