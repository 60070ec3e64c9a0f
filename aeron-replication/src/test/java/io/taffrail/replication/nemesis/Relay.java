/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries the packets between nodes over UDP on the loopback, and loses, doubles or keeps back those it is told to. What
 * one node sends to another goes to a port of its own here, and so do the other's answers to it.
 *
 * <p>Threading: a thread of its own carries; any thread may change what becomes of packets.
 */
final class Relay implements Network {
    private static final int LARGEST_PACKET = 1 << 16;

    private final Selector selector;
    private final Map<Integer, Map<Integer, String>> endpoints = new TreeMap<>();
    private final List<RelayLink> links = new ArrayList<>();
    private final Map<Way, Double> losses = new ConcurrentHashMap<>();
    private final Queue<Late> late = new PriorityQueue<>(Comparator.comparingLong(Late::dueNs));
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final SplittableRandom random;
    private final Thread thread = new Thread(this::carry, "relay");
    private volatile double doubled;
    private volatile int maxDelayMs;
    private volatile Throwable failure;

    /** Between nodes, and ready; the seed draws what becomes of a packet. */
    Relay(final List<Integer> nodes, final long seed) throws IOException {
        final Map<Integer, Integer> ports = new TreeMap<>();
        for (final int node : nodes) {
            ports.put(node, freePort());
        }
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

    @Override
    public Map<Integer, String> endpoints(final int node) {
        return endpoints.get(node);
    }

    @Override
    public void lose(final int from, final int to, final double part) {
        losses.put(new Way(from, to), part);
    }

    @Override
    public void duplicate(final double part) {
        doubled = part;
    }

    @Override
    public void delay(final int maxMillis) {
        maxDelayMs = maxMillis;
    }

    @Override
    public void heal() {
        losses.clear();
        doubled = 0;
        maxDelayMs = 0;
    }

    @Override
    public long carried() {
        if (failure != null) {
            throw new AssertionError("the relay failed", failure);
        }
        return carried.get();
    }

    @Override
    public long lost() {
        return lost.get();
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
                selector.select(key -> carry((RelayLink.End) key.attachment(), packet), late.isEmpty() ? 0 : 1);
                passLate();
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
                    pass(end, packet);
                    if (random.nextDouble() < doubled) {
                        pass(end, packet.rewind());
                    }
                }
            }
        } catch (final java.nio.channels.ClosedChannelException ex) {
            return; // closed in the midst
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Now or later. */
    private void pass(final RelayLink.End end, final ByteBuffer packet) throws IOException {
        carried.incrementAndGet();
        final long maxDelayNs = TimeUnit.MILLISECONDS.toNanos(maxDelayMs);
        if (maxDelayNs == 0) {
            end.pass(packet);
            return;
        }
        final long delayNs = random.nextLong(maxDelayNs);
        final ByteBuffer copy =
                ByteBuffer.allocate(packet.remaining()).put(packet).flip();
        late.add(new Late(System.nanoTime() + delayNs, end, copy));
    }

    private void passLate() throws IOException {
        final long nowNs = System.nanoTime();
        while (!late.isEmpty() && late.peek().dueNs <= nowNs) {
            final Late next = late.remove();
            next.end.pass(next.packet);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From one node to another. */
    record Way(int from, int to) {}

    /** A packet that is kept back. */
    private record Late(long dueNs, RelayLink.End end, ByteBuffer packet) {}
}
