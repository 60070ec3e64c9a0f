/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.Gatekeeper;
import io.taffrail.replication.protocol.MessageReader;
import io.taffrail.replication.protocol.MessageWriter;
import io.taffrail.replication.protocol.Packet;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.protocol.Refusal;
import io.taffrail.replication.raft.RaftMessages;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import io.taffrail.replication.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All replicas of a node: one turn is
 *
 * <pre>
 *   time → what arrived → each replica acts on it → journal forced → messages → records
 * </pre>
 *
 * so that nothing is sent before what it claims is on the disk.
 *
 * <p>Threading: owns the replicas, the journal, and the control and live channels of the transport. Requests from other
 * threads come in through {@link #submit}.
 */
public final class Replicator implements Agent {
    private static final int FRAMES = 256;
    private static final int MAX_PACKET = 8192;

    private final NodeParts parts;
    private final Transport transport;
    private final CatchUp catchUp;
    private final Gatekeeper gatekeeper;
    private final MessageReader reader;
    private final RecordsFrame records = new RecordsFrame();
    private final Int2ObjectHashMap<Envelope> envelopes = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Packet> packets = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<Replica> byGroup = new Long2ObjectHashMap<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final UnsafeBuffer nothing = new UnsafeBuffer(0, 0);
    private final FrameHandler controlHandler = this::onControl;
    private final FrameHandler recordsHandler = this::onRecords;
    private final int[] others;
    private final Requests requests = new Requests();
    private Replica addressee;
    private long nowNs;
    private long malformed;
    private volatile Throwable failure;

    /**
     * Without replicas yet.
     *
     * @param parts   of the node.
     * @param catchUp agent that sends old records.
     */
    public Replicator(final NodeParts parts, final CatchUp catchUp) {
        this.parts = parts;
        this.transport = parts.transport();
        this.catchUp = catchUp;
        this.others = parts.others().stream().mapToInt(Integer::intValue).toArray();
        this.nowNs = parts.clock().nanoTime();
        this.reader = new MessageReader(this::inbox);
        this.gatekeeper = new Gatekeeper(
                parts.cluster(),
                parts.self().node(),
                parts.others(),
                this::isKnown,
                parts.wallClock(),
                this::onRefused);
        for (final int node : parts.others()) {
            final Envelope envelope = new Envelope(parts.cluster(), parts.self(), node);
            envelopes.put(node, envelope);
            packets.put(node, new Packet(envelope, Math.min(MAX_PACKET, transport.maxFrameLength())));
        }
    }

    /**
     * Add a replica, before the first turn.
     *
     * @param config   of it.
     * @param own      parts of its own.
     * @param standing whether its log may have forgotten what was acknowledged.
     * @return the replica, started.
     * @throws IOException when it cannot be noted durably that the log may have forgotten something.
     */
    public Replica add(final ReplicaConfig config, final ReplicaParts own, final Standing standing) throws IOException {
        final Feeds feeds = new Feeds(
                new MessageWriter(config.group(), packets::get),
                node -> feed(config.group(), own, node),
                parts.others());
        final Replica replica = new Replica(config, own, feeds, parts.random());
        replica.start(nowNs, standing);
        parts.journal().force(); // what an amnesiac log takes up makes it look sound at the next start
        byGroup.put(config.group(), replica);
        replicas.add(replica);
        return replica;
    }

    private Feed feed(final long group, final ReplicaParts own, final int node) {
        final Envelope envelope = envelopes.get(node);
        final CatchUpFeed behind = new CatchUpFeed(
                new RecordsSender(envelope, node, Channel.CATCH_UP, group, transport, own.log()), own.state());
        catchUp.add(behind);
        return new Feed(new RecordsSender(envelope, node, Channel.LIVE, group, transport, own.log()), behind);
    }

    /**
     * Have something done by this agent in its next turn.
     *
     * @param request to run.
     * @return false when too many wait already.
     */
    public boolean submit(final Runnable request) {
        return requests.offer(request);
    }

    /**
     * Hand the leadership of a group over, from within a request.
     *
     * @param group of a replica here.
     * @param node  that is to lead.
     * @return false when this node does not lead it, or the other is no voter.
     */
    public boolean transfer(final long group, final int node) {
        return byGroup.containsKey(group) && byGroup.get(group).transfer(node);
    }

    /**
     * The replicas.
     *
     * @return in the order in which they were added.
     */
    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /**
     * Who is let in.
     *
     * @return the gatekeeper of the node.
     */
    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    /**
     * Frames and messages that were not what they should be.
     *
     * @return the number.
     */
    public long malformed() {
        return malformed + reader.malformed();
    }

    /**
     * Why no replica of the node takes part any more.
     *
     * @return what happened to the transport or the journal, or null.
     */
    public Throwable failure() {
        return failure;
    }

    @Override
    public int doWork() {
        if (failure != null) {
            return 0;
        }
        nowNs = parts.clock().nanoTime();
        int work = transport.doWork() + requests.run();
        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i).tick(nowNs);
        }
        work += transport.poll(Channel.CONTROL, controlHandler, FRAMES);
        work += transport.poll(Channel.LIVE, recordsHandler, FRAMES);
        work += transport.poll(Channel.CATCH_UP, recordsHandler, FRAMES);
        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i).endTurn(nowNs);
        }
        return force() ? work + sendPackets() + sendRecords() : work;
    }

    @Override
    public String roleName() {
        return "taffrail-replicator";
    }

    @Override
    public void onClose() {
        replicas.forEach(Replica::close);
    }

    private boolean onControl(
            final int node, final Channel channel, final DirectBuffer buffer, final int index, final int length) {
        if (gatekeeper.admit(node, buffer, index, length)) {
            addressee = null;
            try {
                reader.read(node, buffer, index + Envelope.LENGTH, length - Envelope.LENGTH);
            } catch (final RuntimeException ex) { // the rest of the packet is lost: members repeat what matters
                if (addressee == null) {
                    throw ex;
                }
                addressee.stop(ex);
            }
        }
        return true;
    }

    private RaftMessages inbox(final long group) {
        addressee = byGroup.get(group);
        return addressee == null ? null : addressee.inbox();
    }

    private boolean onRecords(
            final int node, final Channel channel, final DirectBuffer buffer, final int index, final int length) {
        if (!gatekeeper.admit(node, buffer, index, length)) {
            return true;
        }
        if (!records.tryRead(buffer, index + Envelope.LENGTH, length - Envelope.LENGTH)) {
            malformed++;
            return true;
        }
        final Replica replica = byGroup.get(records.group());
        return replica == null || replica.onRecords(node, records, buffer, nowNs);
    }

    /** False when nothing may be sent any more, since terms and votes cannot be remembered. */
    private boolean force() {
        final Throwable lost = transport.failure();
        if (lost != null) {
            stop(lost);
            return false;
        }
        try {
            if (parts.journal().isDirty()) {
                parts.journal().force();
            }
            return true;
        } catch (final IOException | RuntimeException ex) {
            stop(ex);
            return false;
        }
    }

    private void stop(final Throwable cause) {
        failure = cause;
        parts.onError().accept(cause);
        for (final Replica replica : replicas) {
            replica.stop(cause);
        }
    }

    private int sendPackets() {
        int sent = 0;
        for (final int node : others) {
            final Packet packet = packets.get(node);
            if (!packet.isEmpty()) {
                packet.stamp(parts.wallClock().time());
                final long result = transport.offer(node, Channel.CONTROL, packet.buffer(), packet.length(), nothing);
                if (result != Transport.BACK_PRESSURED) { // what is not connected hears it with the next heartbeat
                    packet.clear();
                    sent++;
                }
            }
        }
        return sent;
    }

    private int sendRecords() {
        int sent = 0;
        for (int i = 0; i < replicas.size(); i++) {
            sent += replicas.get(i).send(nowNs);
        }
        return sent;
    }

    private boolean isKnown(final int node, final UUID directory) {
        final UUID known = parts.journal().peer(node);
        if (known == null) {
            parts.journal().notePeer(node, directory);
        }
        return known == null || known.equals(directory);
    }

    private void onRefused(final int node, final Refusal refusal) {
        if (refusal != Refusal.EARLIER_INCARNATION) {
            parts.onError().accept(new RefusedPeerNotice(node, refusal));
        }
    }
}
