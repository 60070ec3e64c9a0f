/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * How a reader looks again after it found nothing.
 *
 * <p>A look at the line that a publisher is writing takes the line from the publisher's core. Looking again at once gives
 * the lowest latency and costs the publisher most of its rate; waiting lets records gather, and both sides run fast.
 *
 * @param spinsWhenEmpty spin-wait hints after an empty look, 0 or more.
 */
public record ReaderStrategy(int spinsWhenEmpty) {
    /** Look again at once: lowest latency. */
    public static final ReaderStrategy EAGER = new ReaderStrategy(0);

    /** Wait a little, some microseconds, so that the publisher keeps its rate: the default. */
    public static final ReaderStrategy PAUSE = new ReaderStrategy(400);

    /** Wait until many records have gathered: highest throughput. */
    public static final ReaderStrategy BATCH = new ReaderStrategy(4000);

    /** Checks the number. */
    public ReaderStrategy {
        if (spinsWhenEmpty < 0) {
            throw new IllegalArgumentException("spinsWhenEmpty=" + spinsWhenEmpty + " must not be negative");
        }
    }

    /** Wait as long as a reader does that found nothing. */
    public void onEmpty() {
        for (int i = spinsWhenEmpty; i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
