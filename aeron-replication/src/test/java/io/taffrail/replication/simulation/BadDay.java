/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What chance alone brings together too seldom: one follower is cut off, another loses power and is back at once, and before
 * it has caught up the leader is cut off and the first follower returns.
 */
final class BadDay {
    private static final int ONE_IN = 150;
    private static final int LONGEST = 60;

    private final List<SimulatedNode> nodes;
    private final SimulatedNetwork network;
    private final SeededRandom random;
    private SimulatedNode leader;
    private SimulatedNode victim;
    private long powerLossIn;
    private long leaderLossIn;

    BadDay(final List<SimulatedNode> nodes, final SimulatedNetwork network, final SeededRandom random) {
        this.nodes = nodes;
        this.network = network;
        this.random = random;
    }

    void step() {
        if (leader == null) {
            begin();
        } else if (powerLossIn > 0) {
            powerLossIn--;
            if (powerLossIn == 0) {
                victim.losePower();
                victim.start();
            }
        } else if (leaderLossIn > 0) {
            leaderLossIn--;
        } else {
            network.heal();
            network.isolate(leader.number());
            leader = null;
        }
    }

    private void begin() {
        final Optional<SimulatedNode> found =
                nodes.stream().filter(SimulatedNode::isLeader).findAny();
        if (found.isPresent() && random.oneIn(ONE_IN)) {
            leader = found.get();
            final int number = leader.number();
            victim = nodes.get((number + 1) % nodes.size());
            for (int other = number + 2; other < number + 2 + nodes.size() / 2; other++) {
                network.isolate(other % nodes.size());
            }
            powerLossIn = 1 + random.below(LONGEST);
            leaderLossIn = 1 + random.below(LONGEST);
        }
    }
}
