/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * What the pipeline's three threads tell each other besides the records themselves: how far each has come, that it has
 * ended, that it failed.
 *
 * <p><b>Threading.</b> Every counter has one writer, named at its method, and any reader; progress is released once per
 * poll and not per record, so that the threads rarely touch each other's cache lines. The first failure wins and stops
 * all three.
 */
final class Flow {
    /** Most orders under way between publisher and audit when there is no rate: enough for each thread to work in runs. */
    static final int WINDOW = 16_384;

    /** Records handed out by one poll at most. */
    static final int POLL_LIMIT = 256;

    /** How long a thread waits for something that should come before it gives up. */
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long RUNNING = -1;
    private static final int SPINS = 200;
    private static final int YIELDS = 20;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 200_000;

    private final AtomicLong booked = new AtomicLong();
    private final AtomicLong audited = new AtomicLong();
    private final AtomicLong ordersEnd = new AtomicLong(RUNNING);
    private final AtomicLong marketEnd = new AtomicLong(RUNNING);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** For two cores and three threads: a little spinning, then make room for the others. */
    static IdleStrategy newIdleStrategy() {
        return new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
    }

    /** Book thread: orders taken so far. */
    void bookedRelease(final long orders) {
        booked.setRelease(orders);
    }

    /** Audit thread: order records audited so far. */
    void auditedRelease(final long orders) {
        audited.setRelease(orders);
    }

    /** Orders that both readers are done with. */
    long doneAcquire() {
        return Math.min(booked.getAcquire(), audited.getAcquire());
    }

    /** Publish thread: no more orders than these. */
    void endOrders(final long orders) {
        ordersEnd.set(orders);
    }

    boolean hasOrdersEnded() {
        return ordersEnd.get() != RUNNING;
    }

    /** Orders published in all; meaningful once they have ended. */
    long ordersPublished() {
        return ordersEnd.get();
    }

    /** Book thread: no more market records than these. */
    void endMarket(final long records) {
        marketEnd.set(records);
    }

    boolean hasMarketEnded() {
        return marketEnd.get() != RUNNING;
    }

    /** Market records published in all; meaningful once they have ended. */
    long marketPublished() {
        return marketEnd.get();
    }

    /** Any thread: stop everything, for this reason. */
    void fail(final Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    boolean isStopped() {
        return failure.get() != null;
    }

    /** The first failure, or null. */
    Throwable failure() {
        return failure.get();
    }
}
