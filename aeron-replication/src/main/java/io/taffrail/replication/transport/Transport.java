/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

import org.agrona.DirectBuffer;

/**
 * A fixed mesh between nodes. Frames of one channel from one node to another arrive in order and unchanged, each at most
 * once, or not at all: while the other node is away, and when a connection is lost with frames under way. A connection
 * that was lost may come back, also after the other node was given up for dead. A frame of a process that died may still
 * arrive behind those of the process that took its place.
 *
 * <p>Threading: {@link #poll} and {@link #doWork} belong to one thread; {@link #offer} may be called by one thread for
 * each channel. Nothing blocks.
 */
public interface Transport extends AutoCloseable {
    /** The other node does not take so much so fast: try again. */
    long BACK_PRESSURED = -1;

    /** The other node is not there at present. */
    long NOT_CONNECTED = -2;

    /** The transport is closed, or failed: see {@link #failure()}. */
    long CLOSED = -3;

    /**
     * Largest frame.
     *
     * @return length in bytes, the same for all channels and nodes.
     */
    int maxFrameLength();

    /**
     * Send a frame that stands in two pieces.
     *
     * @param node       to get it: one of the mesh, not this one.
     * @param channel    to use.
     * @param head       first piece, from index 0.
     * @param headLength in bytes, 1 or more.
     * @param body       second piece, all of it; copied from where it stands; empty for none.
     * @return 0 or more when the frame is on its way, or a negative constant of this interface.
     * @throws IllegalArgumentException when the frame is too long, or the node is unknown.
     */
    long offer(int node, Channel channel, DirectBuffer head, int headLength, DirectBuffer body);

    /**
     * Hand over frames that arrived, in fair shares.
     *
     * @param channel to look at.
     * @param handler takes them.
     * @param limit   of frames from each node.
     * @return frames taken.
     */
    int poll(Channel channel, FrameHandler handler, int limit);

    /**
     * Whether a node takes frames of a channel at present, as far as is known.
     *
     * @param node    one of the mesh.
     * @param channel of it.
     * @return true if so.
     */
    boolean isConnected(int node, Channel channel);

    /**
     * Do what has to be done between polls, where the transport has no thread of its own.
     *
     * @return work done, 0 when there was nothing to do.
     */
    int doWork();

    /**
     * Why nothing can be sent or received any more.
     *
     * @return what happened and what to do, or null while all is well.
     */
    Throwable failure();

    /** Give everything up; frames under way may be lost. */
    @Override
    void close();
}
