/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.EnvelopeDecoder;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.EpochClock;

/**
 * Lets frames in that come from the nodes of this cluster, and from the newest process of each. Everything else is counted,
 * and reported once for each node and reason.
 *
 * <p>Threading: confined to one thread. Allocates nothing for frames of processes that it knows.
 */
public final class Gatekeeper {
    private static final long MAX_CLOCK_DIFFERENCE_MS = TimeUnit.HOURS.toMillis(1);

    private final Cluster cluster;
    private final int self;
    private final Directories directories;
    private final EpochClock clock;
    private final RefusalHandler onRefusal;
    private final Int2ObjectHashMap<Peer> peers = new Int2ObjectHashMap<>();
    private final long[] refused = new long[Refusal.values().length];
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();

    /**
     * A gatekeeper.
     *
     * @param cluster     of this node.
     * @param self        number of this node.
     * @param nodes       numbers of the others.
     * @param directories by which they are known.
     * @param clock       wall clock of this node.
     * @param onRefusal   told of the first refusal of each reason, by node.
     */
    public Gatekeeper(
            final Cluster cluster,
            final int self,
            final Iterable<Integer> nodes,
            final Directories directories,
            final EpochClock clock,
            final RefusalHandler onRefusal) {
        this.cluster = cluster;
        this.self = self;
        this.directories = directories;
        this.clock = clock;
        this.onRefusal = onRefusal;
        for (final int node : nodes) {
            peers.put(node, new Peer());
        }
    }

    /**
     * Whether a frame may be read on, behind its {@link Envelope#LENGTH} bytes.
     *
     * @param from   node from which the transport has it.
     * @param buffer that holds it.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return false when it must be dropped.
     */
    public boolean admit(final int from, final DirectBuffer buffer, final int index, final int length) {
        final Peer peer = peers.get(from);
        final Refusal refusal = length < Envelope.LENGTH || peer == null
                ? Refusal.FOREIGN_BYTES
                : judge(from, peer, envelope.wrap(buffer, index, EnvelopeDecoder.BLOCK_LENGTH, Envelope.VERSION));
        if (refusal != null) {
            refuse(from, peer, refusal);
        }
        return refusal == null;
    }

    /**
     * Frames that were not let in.
     *
     * @param refusal why.
     * @return the number.
     */
    public long refused(final Refusal refusal) {
        return refused[refusal.ordinal()];
    }

    /**
     * Frames that were not let in, for whatever reason; those of processes that are gone are not counted.
     *
     * @return the number.
     */
    public long refused() {
        return Arrays.stream(refused).sum() - refused(Refusal.EARLIER_INCARNATION);
    }

    private Refusal judge(final int from, final Peer peer, final EnvelopeDecoder frame) {
        if (frame.magic() != Envelope.MAGIC) {
            return Refusal.FOREIGN_BYTES;
        }
        if (frame.protocolVersion() != Envelope.VERSION) {
            return Refusal.OTHER_VERSION;
        }
        if (frame.sender() != from || frame.receiver() != self) {
            return Refusal.WRONG_NODE;
        }
        if (frame.clusterHigh() != cluster.id().getMostSignificantBits()
                || frame.clusterLow() != cluster.id().getLeastSignificantBits()) {
            return Refusal.OTHER_CLUSTER;
        }
        final Refusal refusal = peer.isSame(frame) ? null : meet(from, peer, frame);
        return refusal == null ? compareClocks(peer, frame.timestamp()) : refusal;
    }

    /** Once for each process: a clock that is set while both run is no reason to part. */
    private Refusal compareClocks(final Peer peer, final long timestampMs) {
        if (peer.areClocksNear || timestampMs == 0) {
            return null;
        }
        final long nowMs = clock.time();
        peer.areClocksNear =
                timestampMs > nowMs - MAX_CLOCK_DIFFERENCE_MS && timestampMs < nowMs + MAX_CLOCK_DIFFERENCE_MS;
        return peer.areClocksNear ? null : Refusal.CLOCKS_APART;
    }

    /** A process that was not heard before. */
    private Refusal meet(final int from, final Peer peer, final EnvelopeDecoder frame) {
        final UUID directory = new UUID(frame.directoryHigh(), frame.directoryLow());
        final long incarnation = frame.incarnation();
        if (cluster.token(new Sender(from, directory, incarnation), self) != frame.token()) {
            return Refusal.WRONG_SECRET;
        }
        if (!directories.isKnown(from, directory)) {
            return Refusal.OTHER_DIRECTORY;
        }
        if (incarnation < peer.incarnation) {
            return Refusal.EARLIER_INCARNATION;
        }
        peer.meet(frame);
        return null;
    }

    private void refuse(final int from, final Peer peer, final Refusal refusal) {
        refused[refusal.ordinal()]++;
        if (peer != null && !peer.isReported[refusal.ordinal()]) {
            peer.isReported[refusal.ordinal()] = true;
            onRefusal.onRefused(from, refusal);
        }
    }

    /** Told of refused frames. */
    @FunctionalInterface
    public interface RefusalHandler {
        /**
         * Frames of a node are not let in.
         *
         * @param node    from which the transport has them.
         * @param refusal why.
         */
        void onRefused(int node, Refusal refusal);
    }

    /** What is known of a node's newest process. */
    private static final class Peer {
        private final boolean[] isReported = new boolean[Refusal.values().length];
        private boolean areClocksNear;
        private long incarnation;
        private long token;
        private long directoryHigh;
        private long directoryLow;

        boolean isSame(final EnvelopeDecoder frame) {
            return incarnation != 0
                    && frame.incarnation() == incarnation
                    && frame.token() == token
                    && frame.directoryHigh() == directoryHigh
                    && frame.directoryLow() == directoryLow;
        }

        void meet(final EnvelopeDecoder frame) {
            incarnation = frame.incarnation();
            token = frame.token();
            directoryHigh = frame.directoryHigh();
            directoryLow = frame.directoryLow();
            areClocksNear = false;
            isReported[Refusal.EARLIER_INCARNATION.ordinal()] = false;
        }
    }
}
