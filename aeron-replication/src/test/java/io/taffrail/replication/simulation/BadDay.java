/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What chance alone brings together too seldom: one follower is cut off, another loses power and is back at once, and before
 * it has caught up the leader is cut off and the first follower returns.
 */
final class BadDay {
    private static final int ONE_IN = 150;
    private static final int LONGEST = 60;
    private static final int NOBODY = -1;

    private final List<SimulatedNode> nodes;
    private final Chance random;
    private int leader = NOBODY;
    private int victim;
    private long powerLossIn;
    private long leaderLossIn;

    BadDay(final List<SimulatedNode> nodes, final Chance random) {
        this.nodes = nodes;
        this.random = random;
    }

    void step(final Consumer<Command> commands) {
        if (leader == NOBODY) {
            begin(commands);
        } else if (powerLossIn > 0) {
            powerLossIn--;
            if (powerLossIn == 0) {
                commands.accept(Command.of(Verb.LOSE_POWER, victim));
                commands.accept(Command.of(Verb.START, victim));
            }
        } else if (leaderLossIn > 0) {
            leaderLossIn--;
        } else {
            commands.accept(Command.of(Verb.HEAL));
            commands.accept(Command.of(Verb.ISOLATE, leader));
            leader = NOBODY;
        }
    }

    private void begin(final Consumer<Command> commands) {
        final Optional<SimulatedNode> found =
                nodes.stream().filter(SimulatedNode::isLeader).findAny();
        if (found.isPresent() && random.oneIn(ONE_IN)) {
            leader = found.get().number();
            victim = (leader + 1) % nodes.size();
            for (int other = leader + 2; other < leader + 2 + nodes.size() / 2; other++) {
                commands.accept(Command.of(Verb.ISOLATE, other % nodes.size()));
            }
            powerLossIn = 1 + random.below(LONGEST);
            leaderLossIn = 1 + random.below(LONGEST);
        }
    }
}
