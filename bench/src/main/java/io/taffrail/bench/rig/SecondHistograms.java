/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A histogram for each second of a run, made before it begins: who records needs no other thread to take them away.
 *
 * <p>Threading: one thread records; others look when it has ended.
 */
final class SecondHistograms {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Histogram> seconds = new ArrayList<>();

    SecondHistograms(final int count) {
        for (int i = 0; i < count; i++) {
            seconds.add(empty());
        }
    }

    static Histogram empty() {
        return new Histogram(HIGHEST_NS, DIGITS);
    }

    /**
     * Record a value.
     *
     * @param atNs    since the measured part began; before it nothing is recorded.
     * @param valueNs to record.
     */
    void record(final long atNs, final long valueNs) {
        if (atNs >= 0) {
            final int second = (int) Math.min(seconds.size() - 1, atNs / SECOND_NS);
            seconds.get(second).recordValue(Math.min(HIGHEST_NS, Math.max(0, valueNs)));
        }
    }

    /** Take in what another thread recorded. */
    void add(final SecondHistograms other) {
        for (int i = 0; i < seconds.size(); i++) {
            seconds.get(i).add(other.seconds.get(i));
        }
    }

    List<Histogram> seconds() {
        return seconds;
    }

    Histogram total() {
        final Histogram total = empty();
        seconds.forEach(total::add);
        return total;
    }
}
