/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Channel;
import java.util.Collection;
import java.util.Map;

/** The largest packet that the way between nodes takes, as far as their addresses tell. */
final class Mtu {
    /** Fits Ethernet, also below a VXLAN. */
    private static final int NETWORK = 1408;

    /** One packet where a network needs 24; larger ones leave a socket's buffer room for few. */
    private static final int MACHINE = 32 << 10;

    private static final String LOOPBACK = "localhost:.*|127\\.[0-9.]+:.*|\\[(0*:)*0*1]:.*";

    private Mtu() {}

    static int fitting(
            final Medium medium, final Collection<String> endpoints, final Map<Channel, Integer> termLengths) {
        final boolean isMachine =
                medium == Medium.IPC || endpoints.stream().allMatch(endpoint -> endpoint.matches(LOOPBACK));
        int mtu = isMachine ? MACHINE : NETWORK;
        for (final int termLength : termLengths.values()) {
            mtu = Math.min(mtu, termLength / AeronTransportConfig.MTUS_IN_TERM);
        }
        return mtu;
    }
}
