/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import java.util.concurrent.TimeUnit;

/**
 * How long the mesh waits for what. All in nanoseconds, all positive.
 *
 * @param clientLivenessNs  that a process with an embedded driver may stand still and go on afterwards. Longer, and it
 *                          fails for good. An external driver has its own, {@code aeron.client.liveness.timeout}.
 * @param driverTimeoutNs   without a sign of life after which an external driver counts as dead, and for which an answer
 *                          of it is waited. An embedded one is watched directly.
 * @param connectionNs      without a word from the other node after which it is not connected. Embedded driver only.
 * @param imageLivenessNs   without a word from the other node after which its memory on our side is given back.
 *                          Embedded driver only.
 * @param lingerNs          that a closed publication still answers requests for frames that were lost.
 */
public record AeronTimeouts(
        long clientLivenessNs, long driverTimeoutNs, long connectionNs, long imageLivenessNs, long lingerNs) {
    private static final AeronTimeouts DEFAULTS = new AeronTimeouts(
            TimeUnit.MINUTES.toNanos(5),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(2),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(1));

    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a time is not positive, or the connection would outlive its image.
     */
    public AeronTimeouts {
        check("clientLivenessNs", clientLivenessNs);
        check("driverTimeoutNs", driverTimeoutNs);
        check("connectionNs", connectionNs);
        check("imageLivenessNs", imageLivenessNs);
        check("lingerNs", lingerNs);
        if (clientLivenessNs <= TimeUnit.SECONDS.toNanos(1)) {
            throw new IllegalArgumentException("clientLivenessNs=" + clientLivenessNs
                    + " must be more than 1 second, the time between two signs of life, with some to spare");
        }
        if (imageLivenessNs < connectionNs) {
            throw new IllegalArgumentException(
                    "imageLivenessNs=" + imageLivenessNs + " must not be less than connectionNs=" + connectionNs);
        }
    }

    /**
     * 5 minutes for a process that stands still, 10 seconds for an external driver, 2 seconds for a connection, 10
     * seconds for an image and 1 second of linger.
     *
     * @return the defaults.
     */
    public static AeronTimeouts defaults() {
        return DEFAULTS;
    }

    private static void check(final String name, final long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + "=" + value + " must be positive");
        }
    }
}
