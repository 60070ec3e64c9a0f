/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.exceptions.RegistrationException;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TransportException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.collections.Int2ObjectHashMap;

/** Opens the streams of a node: each channel from and to each other node. */
final class Mesh {
    private final AeronTransportConfig config;
    private final Aeron aeron;
    private final Faults errors;
    private final int sessionId = Sessions.first();

    Mesh(final AeronTransportConfig config, final Aeron aeron, final Faults errors) {
        this.config = config;
        this.aeron = aeron;
        this.errors = errors;
    }

    /** By channel, then by node. */
    Inbound[][] inbounds() {
        final List<Inbound[]> channels = new ArrayList<>();
        for (final Channel channel : Channel.values()) {
            channels.add(others().map(node -> inbound(node, channel)).toArray(Inbound[]::new));
        }
        return channels.toArray(new Inbound[0][]);
    }

    /** That the address of this node can be bound, before anything is opened. */
    static void checkEndpoint(final AeronTransportConfig config) {
        final URI endpoint = URI.create("udp://" + config.endpoints().get(config.self()));
        if (config.medium() == Medium.UDP
                && config.externalDriver().isEmpty() // which may keep what was of a process that died
                && endpoint.getHost() != null) {
            try {
                new DatagramSocket(new InetSocketAddress(endpoint.getHost(), endpoint.getPort())).close();
            } catch (final SocketException ex) {
                throw cannotListen(config, ex);
            }
        }
    }

    private static TransportException cannotListen(final AeronTransportConfig config, final Exception cause) {
        return new TransportException(
                "node=" + config.self() + " cannot listen at endpoint="
                        + config.endpoints().get(config.self()) + ": " + cause.getMessage()
                        + ": free the port if another process has it; if the address is not of this machine, set another",
                cause);
    }

    /** By node, then by channel. */
    Int2ObjectHashMap<Outbound[]> outbounds() {
        final Int2ObjectHashMap<Outbound[]> nodes = new Int2ObjectHashMap<>();
        others().forEach(node -> nodes.put(
                node.intValue(),
                Arrays.stream(Channel.values())
                        .map(channel -> outbound(node, channel))
                        .toArray(Outbound[]::new)));
        return nodes;
    }

    private Stream<Integer> others() {
        return config.endpoints().keySet().stream().filter(node -> node != config.self());
    }

    private Inbound inbound(final int node, final Channel channel) {
        final ChannelUriStringBuilder uri = uri(config.self()).rejoin(true).tether(true);
        if (config.medium() == Medium.UDP) {
            uri.reliable(true);
        }
        final int streamId = StreamIds.streamId(node, config.self(), channel);
        try {
            return new Inbound(node, channel, new InboundStream(aeron, errors, uri.build(), streamId));
        } catch (final RegistrationException ex) {
            throw cannotListen(config, ex);
        }
    }

    private Outbound outbound(final int node, final Channel channel) {
        final ChannelUriStringBuilder uri = uri(node)
                .mtu(config.mtu())
                .termLength(config.termLengths().get(channel))
                .sparse(false)
                .linger(config.timeouts().lingerNs());
        final int streamId = StreamIds.streamId(config.self(), node, channel);
        try {
            return new Outbound(aeron, errors, uri, streamId, sessionId);
        } catch (final RegistrationException ex) {
            throw new TransportException(
                    "node=" + config.self() + " cannot send to node=" + node + " at endpoint="
                            + config.endpoints().get(node) + ": " + ex.getMessage()
                            + ": check its host name, and free space",
                    ex);
        }
    }

    private ChannelUriStringBuilder uri(final int node) {
        final ChannelUriStringBuilder uri = new ChannelUriStringBuilder();
        if (config.medium() == Medium.IPC) {
            return uri.media(CommonContext.IPC_MEDIA);
        }
        return uri.media(CommonContext.UDP_MEDIA).endpoint(config.endpoints().get(node));
    }
}
