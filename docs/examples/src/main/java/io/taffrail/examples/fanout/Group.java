/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import io.taffrail.examples.Checks;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the members of a group saw, all together.
 *
 * <p>Threading: any thread.
 */
final class Group {
    private final String name;
    private final AtomicIntegerArray timesSeen;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong cents = new AtomicLong();
    private final Set<String> holders = ConcurrentHashMap.newKeySet();
    private final AtomicReferenceArray<String> lastReaders;

    Group(final String name, final int orders, final int partitions) {
        this.name = name;
        timesSeen = new AtomicIntegerArray(orders);
        lastReaders = new AtomicReferenceArray<>(partitions);
    }

    String name() {
        return name;
    }

    /** Its id: the directory may have groups of others. */
    String id() {
        return "fan-out." + name;
    }

    /** A member got partitions. */
    void onAssigned(final String member) {
        holders.add(member);
    }

    void onOrder(final String member, final int partition, final Order order) {
        timesSeen.incrementAndGet(order.number());
        cents.addAndGet(order.cents());
        lastReaders.set(partition, member);
        handled.incrementAndGet();
    }

    /** How many members have had partitions. */
    int holders() {
        return holders.size();
    }

    long handled() {
        return handled.get();
    }

    long missing() {
        return timesSeen.length() - handled();
    }

    long cents() {
        return cents.get();
    }

    /** Who read the last order of a partition so far; null for nobody. */
    String lastReader(final int partition) {
        return lastReaders.get(partition);
    }

    /** Each order once, and all the money. */
    void check(final Checks checks, final long expectedCents) {
        int lost = 0;
        int repeated = 0;
        for (int i = 0; i < timesSeen.length(); i++) {
            lost += timesSeen.get(i) == 0 ? 1 : 0;
            repeated += timesSeen.get(i) > 1 ? 1 : 0;
        }
        checks.require(name + " saw every order once", lost + repeated == 0, "lost=" + lost + " repeated=" + repeated);
        checks.requireEqual(name + " adds up to what was ordered, in cents", cents.get(), expectedCents);
    }
}
