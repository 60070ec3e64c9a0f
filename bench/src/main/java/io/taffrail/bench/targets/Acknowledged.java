/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.node.Acknowledgements;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.replica.Acks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Values count as received when their publisher is told that a majority has them: by the callback, in the replicator's
 * thread. Their first bytes are kept until then; nothing is read from the log.
 */
final class Acknowledged {
    private static final int CAPACITY = 1 << 16;
    private static final int KEPT_BYTES = 32;

    private final ReplicatedPartition partition;
    private final int valueBytes;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    Acknowledged(final ReplicatedPartition partition, final int valueBytes) {
        this.partition = partition;
        this.valueBytes = valueBytes;
    }

    Sender sender(final Publisher publisher) {
        return new Waiting(publisher);
    }

    Receiver receiver() {
        final Told receiver = new Told();
        told.add(receiver);
        return receiver;
    }

    /** One publisher, and what of it is not answered yet. */
    private final class Waiting implements Sender, Acknowledgements.Handler {
        private final Publisher publisher;
        private final UnsafeBuffer kept = new UnsafeBuffer(new byte[CAPACITY * KEPT_BYTES]);
        private final Acknowledgements acknowledgements;
        private long sent;

        Waiting(final Publisher publisher) {
            this.publisher = publisher;
            this.acknowledgements = partition.acknowledgements(Acks.QUORUM, CAPACITY, this);
        }

        @Override
        public boolean send(final DirectBuffer value, final int length) {
            if (!acknowledgements.hasRoom()) {
                return false;
            }
            final int at = (int) (sent & CAPACITY - 1) * KEPT_BYTES;
            kept.putBytes(at, value, 0, KEPT_BYTES);
            final long offset = publisher.publish(value, 0, length);
            if (offset < 0) {
                SendingForm.requireRetriable(offset);
                return false;
            }
            sent++;
            return acknowledgements.add(publisher.lastTerm(), offset, at);
        }

        @Override
        public void onOutcome(final long correlation, final long offset, final long outcome) {
            if (outcome != offset) {
                throw new IllegalStateException(PublishResult.describe(outcome));
            }
            for (final Told receiver : told) {
                receiver.onValue(kept, (int) correlation);
            }
        }

        @Override
        public void close() {
            publisher.close();
        }
    }

    /** Counts what it was told; its thread sleeps. */
    private final class Told implements Receiver {
        private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

        private volatile ValueHandler handler;
        private volatile int count;
        private int seen;

        private void onValue(final DirectBuffer buffer, final int index) {
            handler.onValue(buffer, index, valueBytes);
            final int next = count + 1;
            count = next;
        }

        @Override
        public int poll(final ValueHandler to) {
            handler = to;
            LockSupport.parkNanos(LOOK_NS);
            final int now = count;
            final int more = now - seen;
            seen = now;
            return more;
        }

        @Override
        public void close() {
            handler = (buffer, index, length) -> {
                // told no more
            };
        }
    }
}
