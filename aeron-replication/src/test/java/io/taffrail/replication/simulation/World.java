/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** What all nodes of a simulation share. */
final class World {
    private final Faults faults;
    private final SimulatedNetwork network;
    private final Checker checker;
    private final Chance random;
    private final Transcript transcript;
    private long nowNs;

    World(
            final Faults faults,
            final SimulatedNetwork network,
            final Checker checker,
            final Chance random,
            final Transcript transcript) {
        this.faults = faults;
        this.network = network;
        this.checker = checker;
        this.random = random;
        this.transcript = transcript;
    }

    void time(final long timeNs) {
        nowNs = timeNs;
        network.time(timeNs);
    }

    long nowNs() {
        return nowNs;
    }

    Faults faults() {
        return faults;
    }

    SimulatedNetwork network() {
        return network;
    }

    Checker checker() {
        return checker;
    }

    Chance random() {
        return random;
    }

    Transcript transcript() {
        return transcript;
    }
}
