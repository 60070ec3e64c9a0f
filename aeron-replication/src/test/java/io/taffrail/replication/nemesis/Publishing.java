/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.engine.Claim;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.node.Acknowledgements;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.replica.Acks;
import io.taffrail.testsupport.history.PendingOperation;
import io.taffrail.testsupport.history.ProcessRecorder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes while its node leads: records, batches and claims, some of which are aborted; many wait to be acknowledged.
 *
 * <p>Threading: {@link #run} has a thread of its own; the replicator's answers come between.
 */
final class Publishing implements Runnable {
    private static final int WAITING = 1024;
    private static final int MAX_BATCH = 6;
    private static final int MAX_PAUSE_NS = (int) TimeUnit.MILLISECONDS.toNanos(6);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LEFT_OPEN_EVERY = 400;

    private final ReplicatedPartition partition;
    private final Publisher publisher;
    private final ProcessRecorder history;
    private final Acknowledgements acknowledgements;
    private final PendingOperation[] waiting = new PendingOperation[WAITING];
    private final int[] sizes = new int[WAITING];
    private final SplittableRandom random;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1 << 15]);
    private final BatchDraft batch = new BatchDraft();
    private final Claim claim = new Claim();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private long published;
    private long next;
    private volatile boolean isOver;
    private volatile boolean isDone;

    Publishing(
            final ReplicationNode node,
            final ReplicatedPartition partition,
            final Acks acks,
            final ProcessRecorder history,
            final long first) {
        this.partition = partition;
        this.publisher = node.engine().publisher(partition.topic());
        this.history = history;
        this.acknowledgements = partition.acknowledgements(acks, WAITING, this::onOutcome);
        this.next = first;
        this.random = new SplittableRandom(first);
    }

    /** Records acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    void end() {
        isOver = true;
    }

    /** Whether nothing is published any more, and all is answered. */
    boolean isDone() {
        return isDone;
    }

    @Override
    public void run() {
        while (!isOver) {
            if (!partition.isLeading() || !acknowledgements.hasRoom()) {
                LockSupport.parkNanos(LOOK_NS);
                continue;
            }
            switch (random.nextInt(8)) {
                case 0 -> publishBatch();
                case 1 -> publishClaim();
                default -> publishRecord();
            }
            if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(random.nextInt(MAX_PAUSE_NS));
            }
        }
        while (answered.get() < published) {
            LockSupport.parkNanos(LOOK_NS);
        }
        publisher.close();
        isDone = true;
    }

    private void publishRecord() {
        final long value = next++;
        Value.write(value, bytes, 0);
        final PendingOperation operation = history.invokePublish(0, value);
        onPublished(operation, publisher.publish(bytes, 0, Value.length(value)), 1);
    }

    private void publishBatch() {
        final long[] values = new long[1 + random.nextInt(MAX_BATCH)];
        batch.clear();
        for (int i = 0; i < values.length; i++) {
            values[i] = next++;
            Value.write(values[i], bytes, 0);
            batch.add(bytes, 0, Value.length(values[i]));
        }
        final PendingOperation operation = history.invokePublish(0, values);
        onPublished(operation, publisher.publish(batch), values.length);
    }

    private void publishClaim() {
        final long value = next++;
        final PendingOperation operation = history.invokePublish(0, value);
        final long refused = publisher.tryClaim(Value.length(value), claim);
        if (refused < 0) {
            onPublished(operation, refused, 1);
            return;
        }
        Value.write(value, claim.buffer(), claim.index());
        if (random.nextInt(LEFT_OPEN_EVERY) == 0) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // others wait behind it
        }
        onPublished(operation, random.nextInt(8) == 0 ? claim.abort() : claim.commit(), 1);
    }

    private void onPublished(final PendingOperation operation, final long result, final int size) {
        if (result < 0) {
            operation.fail(PublishResult.describe(result));
            LockSupport.parkNanos(LOOK_NS);
            return;
        }
        final int at = (int) published & WAITING - 1;
        waiting[at] = operation;
        sizes[at] = size;
        if (!acknowledgements.add(publisher.lastTerm(), result + size - 1, published)) {
            throw new IllegalStateException("there was room");
        }
        published++;
    }

    private void onOutcome(final long correlation, final long offset, final long outcome) {
        final int at = (int) correlation & WAITING - 1;
        if (outcome == offset) {
            waiting[at].okAt(offset - sizes[at] + 1);
            acknowledged.addAndGet(sizes[at]);
        } else {
            waiting[at].unknown(PublishResult.describe(outcome));
        }
        answered.incrementAndGet();
    }
}
