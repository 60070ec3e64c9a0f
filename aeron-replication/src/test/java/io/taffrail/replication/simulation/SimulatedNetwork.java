/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.transport.Channel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Three links from each node to each other: what is sent arrives in order within its link, after a while, once, late, or
 * never. The way from one node to another may be cut; what was under way is lost then, or waits for the way to come back,
 * be it until after the sender was started again: then it comes in beside what the new process sends.
 */
final class SimulatedNetwork {
    private static final int LOST_ONE_IN = 20;
    private static final int WINDOW = 40;
    private static final int CHANNELS = Channel.values().length;

    private final Deque<Frame>[][] links;
    private final Deque<Frame>[][] earlier;
    private final boolean[][] isCut;
    private final boolean[][] isHeld;
    private final Faults faults;
    private final Chance random;
    private long nowNs;

    SimulatedNetwork(final int nodes, final Faults faults, final Chance random) {
        this.links = links(nodes);
        this.earlier = links(nodes);
        this.isCut = new boolean[nodes][nodes];
        this.isHeld = new boolean[nodes][nodes];
        this.faults = faults;
        this.random = random;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Deque<Frame>[][] links(final int nodes) {
        final Deque[][] made = new Deque[nodes][nodes * CHANNELS];
        for (final Deque[] from : made) {
            Arrays.setAll(from, to -> new ArrayDeque<>());
        }
        return made;
    }

    int nodes() {
        return links.length;
    }

    void time(final long timeNs) {
        nowNs = timeNs;
    }

    /** Whether a link takes no more at present. */
    boolean isFull(final int from, final int to, final Channel channel) {
        return link(links, from, to, channel).size() >= WINDOW;
    }

    /** Another process takes a node's place: what the last one sent goes its own way from now on. */
    void restart(final int node) {
        for (int to = 0; to < links[node].length; to++) {
            earlier[node][to].addAll(links[node][to]);
            links[node][to].clear();
        }
    }

    private static Deque<Frame> link(final Deque<Frame>[][] all, final int from, final int to, final Channel channel) {
        return all[from][to * CHANNELS + channel.ordinal()];
    }

    void send(final int from, final int to, final Channel channel, final byte[] bytes) {
        final boolean isLost = isCut[from][to] && !faults.has(FaultKind.LATE_MESSAGES)
                || faults.has(FaultKind.LOSS) && random.oneIn(LOST_ONE_IN);
        if (!isLost) {
            final long delayNs = random.below(
                    faults.has(FaultKind.SLOW_LINKS) ? 8 * SimulatedCluster.STEP_NS : SimulatedCluster.STEP_NS);
            link(links, from, to, channel).add(new Frame(nowNs + delayNs, bytes));
        }
    }

    /** Hand over what arrived on a link, until a frame is not taken; how many were. */
    int deliver(final int from, final int to, final Channel channel, final Predicate<byte[]> taker) {
        if (isCut[from][to] || isHeld[from][to]) {
            return 0;
        }
        return deliver(link(links, from, to, channel), taker) + deliver(link(earlier, from, to, channel), taker);
    }

    private int deliver(final Deque<Frame> link, final Predicate<byte[]> taker) {
        int taken = 0;
        while (!link.isEmpty() && link.peek().dueNs <= nowNs && taker.test(link.peek().bytes)) {
            link.remove();
            taken++;
        }
        return taken;
    }

    void cut(final int from, final int to) {
        isCut[from][to] = true;
        if (!faults.has(FaultKind.LATE_MESSAGES)) {
            for (final Channel channel : Channel.values()) {
                link(links, from, to, channel).clear();
                link(earlier, from, to, channel).clear();
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
        for (int from = 0; from < links.length; from++) {
            Arrays.fill(isCut[from], false);
            Arrays.fill(isHeld[from], false);
        }
    }

    /** What is under way from one node to another waits from now on, as does what it sends. */
    void hold(final int from, final int to) {
        isHeld[from][to] = true;
    }

    /** On its way from one node to another. */
    private record Frame(long dueNs, byte[] bytes) {}
}
