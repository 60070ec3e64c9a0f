/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One link from each node to each other: what is sent arrives in order, after a while, once, late, or never. A link may be
 * cut in one direction; what was under way is lost then, or waits for the link to come back.
 */
final class SimulatedNetwork {
    private static final int LOST_ONE_IN = 20;

    private final Deque<Packet>[][] links;
    private final boolean[][] isCut;
    private final Faults faults;
    private final SeededRandom random;

    @SuppressWarnings({"unchecked", "rawtypes"})
    SimulatedNetwork(final int nodes, final Faults faults, final SeededRandom random) {
        this.links = new Deque[nodes][nodes];
        this.isCut = new boolean[nodes][nodes];
        this.faults = faults;
        this.random = random;
        for (final Deque[] from : links) {
            for (int to = 0; to < nodes; to++) {
                from[to] = new ArrayDeque<>();
            }
        }
    }

    void send(final SimulatedNode from, final int to, final long nowNs, final Consumer<SimulatedNode> message) {
        final Deque<Packet> link = links[from.number()][to];
        final boolean isLost =
                isCut[from.number()][to] && !faults.hasLateMessages || faults.hasLoss && random.oneIn(LOST_ONE_IN);
        if (!isLost) {
            final long dueNs = nowNs + random.below(faults.hasSlowLinks ? 8 * Simulation.STEP_NS : Simulation.STEP_NS);
            link.add(new Packet(dueNs, from.incarnation(), message));
        }
    }

    void deliver(final SimulatedNode to, final long nowNs) {
        for (int from = 0; from < links.length; from++) {
            final Deque<Packet> link = links[from][to.number()];
            while (!isCut[from][to.number()] && !link.isEmpty() && link.peek().dueNs <= nowNs) {
                final Packet packet = link.poll();
                to.receive(from, packet.incarnation, packet.message);
            }
        }
    }

    void cut(final int from, final int to) {
        isCut[from][to] = true;
        if (!faults.hasLateMessages) {
            links[from][to].clear();
        }
    }

    void isolate(final int alone) {
        for (int other = 0; other < links.length; other++) {
            cut(alone, other);
            cut(other, alone);
        }
    }

    void heal() {
        for (final boolean[] from : isCut) {
            Arrays.fill(from, false);
        }
    }

    /** On its way from one node to another. */
    private record Packet(long dueNs, int incarnation, Consumer<SimulatedNode> message) {}
}
