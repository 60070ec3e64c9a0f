/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.util.concurrent.locks.LockSupport;

/**
 * Says when each event is due at a fixed rate, from the first one on, and waits for that time. Late events stay due when
 * they were: the schedule never slips (open loop). Owned by one thread.
 */
final class Pacer {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long PARK_AHEAD_NS = 200_000;
    private static final long WAKE_UP_NS = 100_000;

    private final long eventsPerSecond;
    private final long startNs;

    Pacer(final long eventsPerSecond, final long startNs) {
        this.eventsPerSecond = eventsPerSecond;
        this.startNs = startNs;
    }

    /** @param sequence of the event, from 1. */
    long dueNs(final long sequence) {
        final long before = sequence - 1;
        return startNs
                + before / eventsPerSecond * NS_PER_SECOND
                + before % eventsPerSecond * NS_PER_SECOND / eventsPerSecond;
    }

    /** Parks while there is time, then yields: the other two threads may need this core. */
    void await(final long dueNs, final Flow flow) {
        long left = dueNs - System.nanoTime();
        while (left > 0 && !flow.isStopped()) {
            if (left > PARK_AHEAD_NS) {
                LockSupport.parkNanos(left - WAKE_UP_NS);
            } else {
                Thread.yield();
            }
            left = dueNs - System.nanoTime();
        }
    }
}
