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
    BATCH(4000);

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

    /** Wait as long as that takes. */
    public void onEmpty() {
        for (int i = spins; i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
