/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/** The nodes of a mesh in one thread, and what they received. Nodes are numbered from 0. */
public final class TestNodes implements AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final IntFunction<Transport> opening;
    private final Transport[] transports;
    private final IntHashSet frozen = new IntHashSet();
    private final Map<String, List<byte[]>> received = new HashMap<>();

    /**
     * Nobody is there yet.
     *
     * @param count   of nodes.
     * @param opening opens the transport of a node, also again after it was closed.
     */
    public TestNodes(final int count, final IntFunction<Transport> opening) {
        this.opening = opening;
        this.transports = new Transport[count];
    }

    /** Opens all nodes, and waits until they see each other. */
    public TestNodes openAll() {
        for (int node = 0; node < transports.length; node++) {
            open(node);
        }
        awaitConnected();
        return this;
    }

    public Transport open(final int node) {
        transports[node] = opening.apply(node);
        return transports[node];
    }

    public Transport node(final int node) {
        return transports[node];
    }

    public void close(final int node) {
        transports[node].close();
        transports[node] = null;
    }

    /** Lets a node do nothing at all, or go on. */
    public void freeze(final int node, final boolean isFrozen) {
        if (isFrozen) {
            frozen.add(node);
        } else {
            frozen.remove(node);
        }
    }

    public void awaitConnected() {
        for (int from = 0; from < transports.length; from++) {
            for (int to = 0; to < transports.length; to++) {
                for (final Channel channel : Channel.values()) {
                    final Transport transport = transports[from];
                    final int other = to;
                    await(
                            "node " + from + " connected to " + to + " on " + channel,
                            () -> transport == transports[other] || transport.isConnected(other, channel));
                }
            }
        }
    }

    /** Works until something holds, at most 30 seconds. */
    public void await(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            work();
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no in 30 seconds: " + what);
            }
            Thread.yield();
        }
    }

    public void work() {
        for (int node = 0; node < transports.length; node++) {
            if (transports[node] != null && !frozen.contains(node)) {
                transports[node].doWork();
                assertNull(transports[node].failure());
            }
        }
    }

    /** Sends, and works and polls everywhere while that is pressed back. */
    public void send(final int from, final int to, final Channel channel, final byte[] frame) {
        await("sent from " + from + " to " + to + " on " + channel, () -> {
            final boolean isSent = offer(from, to, channel, frame) >= 0;
            if (!isSent) {
                pollAll();
            }
            return isSent;
        });
    }

    public long offer(final int from, final int to, final Channel channel, final byte[] frame) {
        return transports[from].offer(to, channel, new UnsafeBuffer(frame), frame.length, NOTHING);
    }

    public void pollAll() {
        for (int node = 0; node < transports.length; node++) {
            for (final Channel channel : Channel.values()) {
                poll(node, channel, 10);
            }
        }
    }

    /** Polls one channel of one node once, and keeps what came. */
    public int poll(final int node, final Channel channel, final int limit) {
        if (transports[node] == null || frozen.contains(node)) {
            return 0;
        }
        return transports[node].poll(
                channel,
                (from, arrived, buffer, index, length) -> {
                    final byte[] frame = new byte[length];
                    buffer.getBytes(index, frame);
                    return received(from, node, arrived).add(frame);
                },
                limit);
    }

    /** What came so far, in the order in which it came. */
    public List<byte[]> received(final int from, final int to, final Channel channel) {
        return received.computeIfAbsent(from + " " + to + " " + channel, key -> new ArrayList<>());
    }

    public void awaitReceived(final int from, final int to, final Channel channel, final int count) {
        await(count + " frames from " + from + " to " + to + " on " + channel, () -> {
            pollAll();
            return received(from, to, channel).size() >= count;
        });
    }

    @Override
    public void close() {
        CloseHelper.closeAll(transports);
    }
}
