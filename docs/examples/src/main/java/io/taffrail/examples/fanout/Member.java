/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.ConsumerListener;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Workers;
import io.taffrail.log.Record;
import io.taffrail.model.TopicPartition;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * A member of a group in a thread of its own: it polls until its group has seen all orders, or until it has had enough.
 * Committing is left to the consumer: it commits as it goes, before it gives partitions up, and when it is closed.
 */
final class Member implements Runnable {
    private static final int MAX_POLL = 50;

    private final LogEngine engine;
    private final Workers workers;
    private final Group group;
    private final String name;
    private long restNs;
    private int leavesAfter = Integer.MAX_VALUE;
    private int handled;
    private volatile Set<TopicPartition> leftBehind;

    Member(final LogEngine engine, final Workers workers, final Group group, final int number) {
        this.engine = engine;
        this.workers = workers;
        this.group = group;
        name = group.name() + "-" + number;
    }

    /** Rest after each poll, to be slow. */
    Member resting(final long durationNs) {
        restNs = durationNs;
        return this;
    }

    /** Leave the group after some orders. */
    Member leavingAfter(final int orders) {
        leavesAfter = orders;
        return this;
    }

    Member start() {
        workers.start(name, this);
        return this;
    }

    @Override
    public void run() {
        final ConsumerConfig config = ConsumerConfig.group(group.id())
                .clientId(name)
                .offsetReset(OffsetReset.earliest()) // the default is latest: who comes late would miss what was before
                .build();
        final IdleStrategy idle = new BackoffIdleStrategy();
        try (Consumer consumer = Consumer.open(engine, config)) {
            consumer.subscribe(Set.of(FanOut.TOPIC), new Listener());
            while (group.missing() > 0 && handled < leavesAfter && !workers.isStopped()) {
                idle.idle(consumer.poll(this::onOrder, MAX_POLL));
                rest();
            }
            leftBehind = consumer.assignment();
        }
    }

    String name() {
        return name;
    }

    /** Orders that it handled; to be asked once it has left. */
    int handled() {
        return handled;
    }

    /** Partitions that it had when it left; null before. */
    Set<TopicPartition> leftBehind() {
        return leftBehind;
    }

    private void onOrder(final Record record) {
        group.onOrder(name, record.partition(), Order.of(record));
        handled++;
    }

    private void rest() {
        if (restNs > 0) {
            LockSupport.parkNanos(restNs);
        }
    }

    private final class Listener implements ConsumerListener {
        @Override
        public void onPartitionsAssigned(final Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                group.onAssigned(name);
            }
        }
    }
}
