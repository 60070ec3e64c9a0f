/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries the packets between nodes over UDP on the loopback, and loses those it is told to, direction by direction. What
 * one node sends to another goes to a port of its own here, and so do the other's answers to it.
 *
 * <p>Threading: a thread of its own carries; any thread may change what is lost.
 */
final class Relay implements AutoCloseable {
    private static final int LARGEST_PACKET = 1 << 16;

    private final Selector selector;
    private final Map<Integer, Map<Integer, String>> endpoints = new TreeMap<>();
    private final List<RelayLink> links = new ArrayList<>();
    private final Map<Way, Double> losses = new ConcurrentHashMap<>();
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final SplittableRandom random;
    private final Thread thread = new Thread(this::carry, "relay");
    private volatile Throwable failure;

    /** Between nodes that listen at these ports. */
    Relay(final Map<Integer, Integer> ports, final long seed) throws IOException {
        random = new SplittableRandom(seed);
        selector = Selector.open();
        for (final int from : ports.keySet()) {
            final Map<Integer, String> seen = new TreeMap<>();
            for (final int to : ports.keySet()) {
                if (from == to) {
                    seen.put(to, "127.0.0.1:" + ports.get(to));
                } else {
                    final RelayLink link = new RelayLink(selector, new Way(from, to), ports.get(to));
                    links.add(link);
                    seen.put(to, "127.0.0.1:" + link.port());
                }
            }
            endpoints.put(from, seen);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Where a node finds itself and the others. */
    Map<Integer, String> endpoints(final int node) {
        return endpoints.get(node);
    }

    /** Lose a part of what goes one way: 1 for all, 0 for nothing. */
    void lose(final int from, final int to, final double part) {
        losses.put(new Way(from, to), part);
    }

    /** Lose nothing any more. */
    void heal() {
        losses.clear();
    }

    long carried() {
        return carried.get();
    }

    long lost() {
        return lost.get();
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (final RelayLink link : links) {
            link.close();
        }
    }

    private void carry() {
        final ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_PACKET);
        try {
            while (selector.isOpen()) {
                selector.select(key -> carry((RelayLink.End) key.attachment(), packet));
            }
        } catch (final java.nio.channels.ClosedSelectorException ex) {
            return; // closed in the midst
        } catch (final IOException | RuntimeException ex) {
            failure = ex;
        }
    }

    private void carry(final RelayLink.End end, final ByteBuffer packet) {
        try {
            for (packet.clear(); end.receive(packet); packet.clear()) {
                packet.flip();
                if (random.nextDouble() < losses.getOrDefault(end.way(), 0.0)) {
                    lost.incrementAndGet();
                } else {
                    end.pass(packet);
                    carried.incrementAndGet();
                }
            }
        } catch (final java.nio.channels.ClosedChannelException ex) {
            return; // closed in the midst
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** From one node to another. */
    record Way(int from, int to) {}
}
