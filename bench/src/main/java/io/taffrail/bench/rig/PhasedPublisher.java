/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.nodes.Nodes;
import io.taffrail.bench.nodes.Waiting;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.node.Acknowledgements;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.replica.Acks;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes at a fixed rate on a leader and times it, each phase by itself: the call, and from the intended time of sending
 * until a majority has the record. A record belongs to the phase in which it was to be sent.
 *
 * <p>Threading: a thread of its own publishes, the replicator records commits; the phase is set by any thread.
 */
final class PhasedPublisher implements Acknowledgements.Handler, AutoCloseable {
    static final int NONE = 0;
    static final int ALL_UP = 1;
    static final int STOPPED = 2;

    private static final int PHASE_BITS = 2;
    private static final int CAPACITY = 1 << 18;

    private final Publisher publisher;
    private final Acknowledgements acknowledgements;
    private final UnsafeBuffer value;
    private final double intervalNs;
    private final ReaderLook waiting;
    private final SecondHistograms[] service = new SecondHistograms[1 << PHASE_BITS];
    private final SecondHistograms[] commit = new SecondHistograms[1 << PHASE_BITS];
    private final Thread thread = new Thread(this::run, "publisher-0");
    private volatile int phase = NONE;
    private volatile boolean isOn = true;
    private volatile String problem;
    private volatile long answered;
    private long published;

    PhasedPublisher(final ReplicationNode node, final ReplicatedPartition partition, final Workload workload) {
        this.publisher = node.engine().publisher(Nodes.TOPIC);
        this.acknowledgements = partition.acknowledgements(Acks.QUORUM, CAPACITY, this);
        this.value = new UnsafeBuffer(new byte[workload.valueBytes()]);
        this.intervalNs = (double) TimeUnit.SECONDS.toNanos(1) / workload.rate();
        this.waiting = workload.look().ofPublishers();
        for (int i = 0; i < service.length; i++) {
            service[i] = new SecondHistograms(1);
            commit[i] = new SecondHistograms(1);
        }
        thread.start();
    }

    void phase(final int next) {
        phase = next;
    }

    private void run() {
        final long startNs = System.nanoTime();
        for (long number = 0; isOn && problem == null; number++) {
            final long dueNs = startNs + (long) (number * intervalNs);
            while (System.nanoTime() - dueNs < 0 || !acknowledgements.hasRoom() && isOn) {
                waiting.onEmpty();
            }
            publish(dueNs, phase);
        }
    }

    private void publish(final long dueNs, final int at) {
        Payload.write(value, dueNs, 0, 0);
        final long beforeNs = System.nanoTime();
        long offset;
        do {
            offset = publisher.publish(value, 0, value.capacity());
        } while (offset < 0 && PublishResult.isRetriable(offset) && isOn);
        service[at].record(0, System.nanoTime() - beforeNs);
        if (offset < 0) {
            problem = PublishResult.describe(offset);
            return;
        }
        published++;
        acknowledgements.add(publisher.lastTerm(), offset, dueNs << PHASE_BITS | at);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void onOutcome(final long correlation, final long offset, final long outcome) {
        final int at = (int) correlation & (1 << PHASE_BITS) - 1;
        commit[at].record(0, System.nanoTime() - (correlation >> PHASE_BITS));
        if (outcome != offset) {
            problem = PublishResult.describe(outcome);
        }
        answered++;
    }

    /** What went wrong, or null. */
    String problem() {
        return problem;
    }

    /** Keep what was recorded; after this was closed. */
    void keep(final Measured measured) {
        measured.latencies(Figures.SERVICE, service[ALL_UP]);
        measured.latencies(Figures.COMMIT, commit[ALL_UP]);
        measured.latencies(Figures.SERVICE + Figures.STOPPED, service[STOPPED]);
        measured.latencies(Figures.COMMIT + Figures.STOPPED, commit[STOPPED]);
    }

    /** Publish no more, and wait for what was published. */
    @Override
    public void close() {
        isOn = false;
        try {
            thread.join();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        Waiting.until("all records are answered", () -> answered == published);
        publisher.close();
    }
}
