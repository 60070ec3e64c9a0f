/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What the network is made of. */
enum Arrangement {
    /** A process in the middle, on the loopback; works everywhere. */
    RELAYS,
    /** A network namespace for each node; needs root, and is skipped without. */
    NAMESPACES;

    /** That asked for by {@code -Dtaffrail.nemesis.network=namespaces}. */
    static Arrangement asked() {
        return valueOf(System.getProperty("taffrail.nemesis.network", "relays").toUpperCase(Locale.ROOT));
    }

    /** The seed draws what becomes of a packet, where that is not the kernel's to draw. */
    Network connect(final List<Integer> nodes, final long seed) throws IOException {
        return switch (this) {
            case RELAYS -> new Relay(nodes, seed);
            case NAMESPACES -> new Namespaces(nodes);
        };
    }
}
