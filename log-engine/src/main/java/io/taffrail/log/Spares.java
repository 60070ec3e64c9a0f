/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Segments built ahead of a log's tail. One of them is next: who takes it may roll, and nobody else while it is out. The
 * others wait in reserve, so that a log that is written fast can roll again before the frontier has had another turn.
 *
 * <p>Threading: added by the frontier, taken by any publisher. Taking and refilling allocate nothing.
 */
final class Spares {
    private final AtomicReference<ActiveTail> next = new AtomicReference<>();
    private final Queue<ActiveTail> reserve = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Add a segment, or put one back. */
    void add(final ActiveTail spare) {
        count.getAndIncrement();
        bytes.getAndAdd(spare.capacity);
        put(spare);
    }

    /** The next one, which stays; null when there is none, or a roll is under way. */
    ActiveTail peek() {
        return next.get();
    }

    /** Take the next one, and with it the right to roll; null when there is none. */
    ActiveTail take() {
        final ActiveTail taken = next.getAndSet(null);
        if (taken != null) {
            count.getAndDecrement();
            bytes.getAndAdd(-taken.capacity);
        }
        return taken;
    }

    /** Make one of the reserve the next, where there is none and no roll is under way. */
    void refill() {
        if (next.get() == null) {
            final ActiveTail spare = reserve.poll();
            if (spare != null) {
                put(spare);
            }
        }
    }

    /** How many there are. */
    int count() {
        return count.get();
    }

    /** How many bytes they hold. */
    long bytes() {
        return bytes.get();
    }

    private void put(final ActiveTail spare) {
        if (!next.compareAndSet(null, spare)) {
            reserve.add(spare);
        }
    }
}
