/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.transport.Channel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Three links from each node to each other: what is sent arrives in order within its link, after a while, once, late, or
 * never. The way from one node to another may be cut; what was under way is lost then, or waits for the way to come back,
 * be it until after the sender was started again.
 */
final class SimulatedNetwork {
    private static final int LOST_ONE_IN = 20;
    private static final int CHANNELS = Channel.values().length;

    private final Deque<Frame>[][] links;
    private final boolean[][] isCut;
    private final Faults faults;
    private final SeededRandom random;
    private long nowNs;

    @SuppressWarnings({"unchecked", "rawtypes"})
    SimulatedNetwork(final int nodes, final Faults faults, final SeededRandom random) {
        this.links = new Deque[nodes][nodes * CHANNELS];
        this.isCut = new boolean[nodes][nodes];
        this.faults = faults;
        this.random = random;
        for (final Deque[] from : links) {
            for (int to = 0; to < from.length; to++) {
                from[to] = new ArrayDeque<>();
            }
        }
    }

    int nodes() {
        return links.length;
    }

    void time(final long timeNs) {
        nowNs = timeNs;
    }

    Deque<Frame> link(final int from, final int to, final Channel channel) {
        return links[from][to * CHANNELS + channel.ordinal()];
    }

    void send(final int from, final int to, final Channel channel, final byte[] bytes) {
        final boolean isLost =
                isCut[from][to] && !faults.hasLateMessages || faults.hasLoss && random.oneIn(LOST_ONE_IN);
        if (!isLost) {
            final long delayNs = random.below(faults.hasSlowLinks ? 8 * Simulation.STEP_NS : Simulation.STEP_NS);
            link(from, to, channel).add(new Frame(nowNs + delayNs, bytes));
        }
    }

    /** The frame that arrives next on a link, or null. */
    Frame arrived(final int from, final int to, final Channel channel) {
        final Frame next = isCut[from][to] ? null : link(from, to, channel).peek();
        return next != null && next.dueNs <= nowNs ? next : null;
    }

    void cut(final int from, final int to) {
        isCut[from][to] = true;
        if (!faults.hasLateMessages) {
            for (final Channel channel : Channel.values()) {
                link(from, to, channel).clear();
            }
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
    record Frame(long dueNs, byte[] bytes) {}
}
