/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.machine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a cache line takes from a core to another: two threads answer each other on one line. On a virtual machine it
 * changes within minutes with where the host puts the cores, and with it the figures of everything that has a reader.
 */
public final class HandOff {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 41;
    private static final int EXCHANGES = 2_000;
    private static final long STOP = -1;

    private HandOff() {}

    /**
     * Measure it; takes some ten milliseconds.
     *
     * @return nanoseconds for one way, the median of rounds.
     */
    public static double measureNs() {
        final AtomicLong line = new AtomicLong();
        final Thread answering = new Thread(() -> answer(line), "hand-off");
        answering.setDaemon(true);
        answering.start();
        final double[] rounds = new double[ROUNDS];
        long next = 1;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            final long start = System.nanoTime();
            for (int i = 0; i < EXCHANGES; i++) {
                line.set(next);
                while (line.get() != next + 1) {
                    Thread.onSpinWait();
                }
                next += 2;
            }
            if (round >= 0) {
                rounds[round] = (System.nanoTime() - start) / (2.0 * EXCHANGES);
            }
        }
        line.set(STOP);
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static void answer(final AtomicLong line) {
        for (long seen = 1; ; ) {
            final long now = line.get();
            if (now == seen) {
                line.set(seen + 1);
                seen += 2;
            } else if (now == STOP) {
                return;
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
