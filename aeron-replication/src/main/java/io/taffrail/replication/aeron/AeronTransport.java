/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import io.taffrail.replication.transport.Transport;
import io.taffrail.replication.transport.TransportException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The mesh over Aeron. All streams to and from all other nodes are opened with it and stay: a node that goes away and
 * comes back at its endpoint is found again by itself.
 *
 * <p>Threading: as {@link Transport} has it. With {@link DriverThreading#INVOKER} the media driver and the client live in
 * {@link #doWork()}, and nothing moves unless that is called. {@link #close()} is for after the last call of the others:
 * it takes the memory away under them.
 */
public final class AeronTransport implements Transport {
    private final Faults faults;
    private final MeshConnection connection;
    private final Int2ObjectHashMap<Outbound[]> outbounds;
    /** By channel, then by node. */
    private final Inbound[][] inbounds;

    private final int[] nextInbound = new int[Channel.values().length];
    private final int maxFrameLength;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private AeronTransport(final AeronTransportConfig config, final Faults faults, final MeshConnection connection) {
        this.faults = faults;
        this.connection = connection;
        final Mesh mesh = new Mesh(config, connection.aeron(), faults);
        this.inbounds = mesh.inbounds();
        this.outbounds = mesh.outbounds();
        this.maxFrameLength = outbounds.values().stream()
                .flatMap(Arrays::stream)
                .mapToInt(Outbound::maxFrameLength)
                .min()
                .orElse(config.maxFrameLength());
    }

    /**
     * Whether a transport could be opened, as far as that can be told before.
     *
     * @param config of the mesh.
     * @throws TransportException if not, saying what to do; nothing is left behind then.
     */
    public static void check(final AeronTransportConfig config) {
        JvmAccess.check();
        Mesh.checkEndpoint(config);
    }

    /**
     * Open all streams. Waits for the media driver, not for other nodes.
     *
     * @param config of the mesh.
     * @param errors is told of what is no failure, such as an unknown host or a full disk later on; on any thread.
     * @return the transport.
     * @throws TransportException if it cannot be opened, saying what to do; nothing is left behind then.
     */
    public static AeronTransport open(final AeronTransportConfig config, final Consumer<Throwable> errors) {
        JvmAccess.check();
        final Faults faults = new Faults(config.self(), errors);
        MeshConnection connection = null;
        try {
            connection = new MeshConnection(config, faults);
            return new AeronTransport(config, faults, connection);
        } catch (final RuntimeException ex) {
            CloseHelper.quietClose(connection);
            throw ex instanceof TransportException
                    ? ex
                    : new TransportException(
                            "node=" + config.self() + " cannot open its transport: " + ex.getMessage(), ex);
        }
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public long offer(
            final int node,
            final Channel channel,
            final DirectBuffer head,
            final int headLength,
            final DirectBuffer body) {
        final Outbound outbound = outbound(node, channel);
        final int length = headLength + body.capacity();
        if (headLength < 1 || length > maxFrameLength) {
            throw new IllegalArgumentException("headLength=" + headLength + " must be at least 1 and length=" + length
                    + " at most maxFrameLength=" + maxFrameLength);
        }
        return isOver() ? CLOSED : outbound.offer(head, headLength, body);
    }

    @Override
    public int poll(final Channel channel, final FrameHandler handler, final int limit) {
        final Inbound[] nodes = inbounds[channel.ordinal()];
        if (isOver() || nodes.length == 0) {
            return 0;
        }
        int next = nextInbound[channel.ordinal()];
        nextInbound[channel.ordinal()] = next + 1 == nodes.length ? 0 : next + 1;
        int taken = 0;
        for (int i = 0; i < nodes.length; i++) {
            taken += nodes[next].poll(handler, limit);
            next = next + 1 == nodes.length ? 0 : next + 1;
        }
        return taken;
    }

    @Override
    public boolean isConnected(final int node, final Channel channel) {
        return outbound(node, channel).isConnected() && !isOver();
    }

    @Override
    public int doWork() {
        return isOver() ? 0 : connection.doWork();
    }

    @Override
    public Throwable failure() {
        return faults.failure();
    }

    /**
     * What Aeron met that was no failure.
     *
     * @return count of errors so far.
     */
    public long errorCount() {
        return faults.count();
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            connection.close();
        }
    }

    private boolean isOver() {
        return isClosed.get() || faults.failure() != null;
    }

    private Outbound outbound(final int node, final Channel channel) {
        final Outbound[] channels = outbounds.get(node);
        if (channels == null) {
            throw new IllegalArgumentException("node=" + node + " is not another node of the mesh");
        }
        return channels[channel.ordinal()];
    }
}
