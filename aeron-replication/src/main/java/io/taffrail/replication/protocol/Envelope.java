/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.EnvelopeEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Writes what stands in front of every frame from this node to one other; the same as long as the process lives. */
public final class Envelope {
    /** Bytes in front of every frame. */
    public static final int LENGTH = EnvelopeEncoder.BLOCK_LENGTH;

    static final long MAGIC = 0x4C52_4654L; // "TFRL" as bytes
    static final int VERSION = 1;

    private final Cluster cluster;
    private final Sender sender;
    private final int to;
    private final long token;

    /**
     * An envelope.
     *
     * @param cluster of both.
     * @param sender  this node.
     * @param to      the other one.
     */
    public Envelope(final Cluster cluster, final Sender sender, final int to) {
        this.cluster = cluster;
        this.sender = sender;
        this.to = to;
        this.token = cluster.token(sender, to);
    }

    /**
     * Say in an envelope that was written what time it is.
     *
     * @param buffer      that holds it from index 0.
     * @param timestampMs wall clock of this node, milliseconds since 1970; positive.
     */
    static void stamp(final MutableDirectBuffer buffer, final long timestampMs) {
        buffer.putLong(EnvelopeEncoder.timestampEncodingOffset(), timestampMs, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Write it, without the time.
     *
     * @param buffer gets {@link #LENGTH} bytes from index 0.
     */
    public void write(final MutableDirectBuffer buffer) {
        new EnvelopeEncoder()
                .wrap(buffer, 0)
                .magic(MAGIC)
                .protocolVersion(VERSION)
                .sender(sender.node())
                .receiver(to)
                .clusterHigh(cluster.id().getMostSignificantBits())
                .clusterLow(cluster.id().getLeastSignificantBits())
                .directoryHigh(sender.directory().getMostSignificantBits())
                .directoryLow(sender.directory().getLeastSignificantBits())
                .incarnation(sender.incarnation())
                .token(token)
                .timestamp(0);
    }
}
