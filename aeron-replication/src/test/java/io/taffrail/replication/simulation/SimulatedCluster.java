/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Members of one group on simulated nodes, and what is between them, in one thread. */
final class SimulatedCluster {
    static final long STEP_NS = 1_000_000;
    static final long ELECTION_NS = 30 * STEP_NS;

    private static final long HEARTBEAT_NS = 5 * STEP_NS;

    private final World world;
    private final List<SimulatedNode> nodes = new ArrayList<>();

    SimulatedCluster(final int count, final boolean isSync, final World world) {
        this.world = world;
        final List<Integer> voters = IntStream.range(0, count).boxed().toList();
        for (final int number : voters) {
            final RaftConfig config = new RaftConfig(number, voters, ELECTION_NS, HEARTBEAT_NS, ELECTION_NS);
            nodes.add(new SimulatedNode(config, isSync, world));
        }
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    SimulatedNode node(final long number) {
        return nodes.get((int) number);
    }

    SimulatedNetwork network() {
        return world.network();
    }

    long nowNs() {
        return world.nowNs();
    }

    /** Null where nobody leads. */
    SimulatedNode leader() {
        return nodes.stream().filter(SimulatedNode::isLeader).findFirst().orElse(null);
    }

    /** Time passes. */
    void pass(final long timeNs) {
        world.time(world.nowNs() + timeNs);
    }

    /** More members may have forgotten something than an election can do without: then it waits for a person. */
    boolean isMajorityAmnesiac() {
        final long voters =
                nodes.stream().filter(node -> node.standing() == Standing.VOTER).count();
        return voters <= nodes.size() / 2;
    }

    /** Nothing is broken any more. */
    void mend() {
        world.faults().end();
        world.network().heal();
        for (final SimulatedNode node : nodes) {
            node.pause(0);
            node.log().mend();
            node.startIfDown();
            node.allow(Long.MAX_VALUE);
        }
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
