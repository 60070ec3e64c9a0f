/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** What one node sends to another, and the answers to it. Threading: the relay's own, but for closing. */
final class RelayLink {
    private static final int SOCKET_BUFFER = 1 << 20;

    private final DatagramChannel near = open();
    private final DatagramChannel far = open();
    private final SocketAddress to;
    private SocketAddress from;

    RelayLink(final Selector selector, final Relay.Way way, final int port) throws IOException {
        to = address(port);
        near.register(selector, SelectionKey.OP_READ, new End(way, true));
        far.register(selector, SelectionKey.OP_READ, new End(new Relay.Way(way.to(), way.from()), false));
    }

    /** To which the one node sends. */
    int port() throws IOException {
        return ((InetSocketAddress) near.getLocalAddress()).getPort();
    }

    void close() throws IOException {
        near.close();
        far.close();
    }

    private static DatagramChannel open() throws IOException {
        final DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.bind(address(0));
        channel.configureBlocking(false);
        return channel;
    }

    private static InetSocketAddress address(final int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** One of its two sockets. */
    final class End {
        private final Relay.Way way;
        private final boolean isNear;

        private End(final Relay.Way way, final boolean isNear) {
            this.way = way;
            this.isNear = isNear;
        }

        Relay.Way way() {
            return way;
        }

        boolean receive(final ByteBuffer packet) throws IOException {
            final SocketAddress sender = (isNear ? near : far).receive(packet);
            if (isNear && sender != null) {
                from = sender; // another one after each start of the node
            }
            return sender != null;
        }

        void pass(final ByteBuffer packet) throws IOException {
            if (isNear) {
                far.send(packet, to);
            } else if (from != null) {
                near.send(packet, from);
            }
        }
    }
}
