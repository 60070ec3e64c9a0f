/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

/** How a reader looks again after it found nothing: the trade between latency and the publisher's rate. */
public enum ReaderLook {
    /** At once. */
    EAGER(0),
    /** After some microseconds. */
    PAUSE(400),
    /** When many have gathered. */
    BATCH(4000),
    /** When others had the core: for fewer cores than threads. Publishers wait like that for the next value, too. */
    YIELD(0);

    private final int spins;

    ReaderLook(final int spins) {
        this.spins = spins;
    }

    /**
     * Spin-wait hints between an empty look and the next.
     *
     * @return the number.
     */
    public int spins() {
        return spins;
    }

    /**
     * How publishers wait then.
     *
     * @return like readers, if these give their core away; else at once.
     */
    public ReaderLook ofPublishers() {
        return this == YIELD ? YIELD : EAGER;
    }

    /** Wait as long as that takes. */
    public void onEmpty() {
        if (this == YIELD) {
            Thread.yield();
        }
        for (int i = spins; i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
