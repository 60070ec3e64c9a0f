/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.protocol.MessageReader;
import io.taffrail.replication.protocol.MessageWriter;
import io.taffrail.replication.protocol.Packet;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.RaftMessages;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A node with one member: its log, its journal of terms and votes, and the way records take from a leader to it. */
final class SimulatedNode implements RaftMessages, RaftEffects {
    private static final int NOT_SENDING = -1;
    private static final int MAX_RECORDS = 5;
    private static final long GROUP = 1;
    private static final int PACKET = 4096;

    private final int number;
    private final RaftConfig config;
    private final SimulatedNetwork network;
    private final Checker checker;
    private final SeededRandom random;
    private final Transcript transcript;
    private final SimulatedLog log;
    private final int forceOneIn;
    private final long[] cursors;
    private final int[] incarnations;
    private final Packet[] packets;
    private final MessageWriter writer = new MessageWriter(GROUP, this::packet);
    private final MessageReader reader = new MessageReader(group -> member());
    private RaftMember member;
    private int incarnation;
    private int journalTerm;
    private int journalVote = NOBODY;
    private Standing standing = Standing.VOTER;
    private long remembered;
    private long nowNs;
    private long pausedUntilNs;
    private boolean isUp;

    SimulatedNode(final RaftConfig config, final SimulatedLog log, final World world) {
        this.number = config.self();
        this.config = config;
        this.log = log;
        this.network = world.network();
        this.checker = world.checker();
        this.random = world.random();
        this.transcript = world.transcript();
        this.forceOneIn = world.faults().forceOneIn;
        this.cursors = new long[config.voters().size()];
        this.incarnations = new int[config.voters().size()];
        this.packets = new Packet[config.voters().size()];
        Arrays.setAll(packets, node -> new Packet(PACKET));
    }

    int number() {
        return number;
    }

    int incarnation() {
        return incarnation;
    }

    SimulatedLog log() {
        return log;
    }

    RaftMember member() {
        return member;
    }

    boolean isUp() {
        return isUp;
    }

    boolean isLeader() {
        return isUp && member.role() == Role.LEADER;
    }

    Standing standing() {
        return standing;
    }

    void start(final long timeNs) {
        isUp = true;
        nowNs = timeNs;
        say("starts with end=%d %s", log.endOffset(), standing);
        incarnation++;
        Arrays.fill(cursors, NOT_SENDING);
        Arrays.fill(incarnations, 0);
        for (final Packet packet : packets) {
            packet.clear();
        }
        member = new RaftMember(config, log, this, this, random);
        member.start(nowNs, journalTerm, journalVote, remembered, standing);
        checker.onStart(this);
    }

    /** The process dies; the page cache lives. */
    void kill() {
        say("is killed");
        stop();
        remembered = member.highWatermark() - random.below(Math.min(10, member.highWatermark()) + 1);
    }

    /** The machine dies. */
    void losePower() {
        if (isUp) {
            kill();
        }
        log.losePower(random);
        say("loses power, end=%d", log.endOffset());
        remembered = Math.min(remembered, log.endOffset());
        if (!log.isSync()) {
            standing = Standing.AMNESIAC;
        }
    }

    void pause(final long untilNs) {
        pausedUntilNs = untilNs;
    }

    void step(final long timeNs) {
        if (!isUp || timeNs < pausedUntilNs) {
            return;
        }
        nowNs = timeNs;
        member.tick(nowNs);
        network.deliver(this, nowNs);
        if (isUp && random.oneIn(forceOneIn)) {
            log.force();
            member.onAppended();
        }
        sendPackets();
        sendRecords();
    }

    void receive(final int from, final int theirIncarnation, final Consumer<SimulatedNode> message) {
        if (theirIncarnation < incarnations[from]) {
            return; // said before it restarted
        }
        incarnations[from] = theirIncarnation;
        message.accept(this);
    }

    void publish(final long value) {
        final long offset = log.endOffset();
        log.append(new Value(member.term(), value));
        checker.onAppended(this, offset);
        checker.onPublished(number, member.term(), offset, value);
        member.onAppended();
    }

    private void stop() {
        isUp = false;
        checker.onStopped(number);
    }

    private Packet packet(final int node) {
        return packets[node];
    }

    private void sendPackets() {
        for (int to = 0; to < packets.length; to++) {
            final Packet packet = packets[to];
            if (packet.length() > 0) {
                final byte[] bytes = new byte[packet.length()];
                packet.buffer().getBytes(0, bytes);
                packet.clear();
                send(to, node -> node.readPacket(number, bytes));
            }
        }
    }

    private void readPacket(final int from, final byte[] bytes) {
        reader.read(from, new UnsafeBuffer(bytes), 0, bytes.length);
        if (reader.malformed() > 0) {
            throw new BrokenPromise("node " + from + " sent what node " + number + " could not read");
        }
    }

    private void sendRecords() {
        if (!isLeader()) {
            return;
        }
        for (int to = 0; to < cursors.length; to++) {
            final long from = cursors[to];
            if (from >= log.startOffset() && from < log.endOffset() && random.oneIn(2)) {
                final int count = (int) Math.min(log.endOffset() - from, 1 + random.below(MAX_RECORDS));
                cursors[to] = from + count;
                sendRecords(to, from, count);
            }
        }
    }

    private void sendRecords(final int to, final long offset, final int count) {
        final int term = member.term();
        final long committed = member.highWatermark();
        final int termBefore = log.termBefore(offset);
        final Value[] values = new Value[count];
        for (int i = 0; i < count; i++) {
            values[i] = log.at(offset + i);
        }
        send(to, node -> node.onRecords(number, term, committed, offset, termBefore, values));
    }

    private void onRecords(
            final int from,
            final int term,
            final long committed,
            final long offset,
            final int termBefore,
            final Value[] values) {
        if (!member.onRecords(from, term, committed)) {
            return;
        }
        if (offset > log.endOffset() || offset > log.baseOffset() && log.termBefore(offset) != termBefore) {
            member.onGap();
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (offset + i == log.endOffset()) {
                log.append(values[i]);
                checker.onAppended(this, offset + i);
            }
        }
        member.onAppended();
    }

    private void say(final String format, final Object... values) {
        transcript.say(nowNs, number, format, values);
    }

    private void send(final int to, final Consumer<SimulatedNode> message) {
        network.send(this, to, nowNs, message);
    }

    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {
        if (kind != Ballot.PRE_VOTE) {
            checker.onVote(number, term, number);
        }
        say("asks %d to vote in term %d: lastTerm=%d end=%d %s", peer, term, lastTerm, endOffset, kind);
        writer.voteRequest(peer, term, lastTerm, endOffset, kind);
    }

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {
        say("answers %d in term %d: %s %s", peer, term, kind, isGranted ? "granted" : "refused");
        if (isGranted && kind != Ballot.PRE_VOTE) {
            checker.onVote(number, term, peer);
        }
        writer.voteAnswer(peer, term, kind, isGranted);
    }

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        say("lives, it tells %d in term %d: highWatermark=%d", peer, term, highWatermark);
        writer.heartbeat(peer, term, highWatermark);
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        say(
                "tells %d in term %d: %s lastTerm=%d end=%d held=%d",
                peer, term, isMatched ? "matched" : "not matched", lastTerm, endOffset, heldOffset);
        writer.status(peer, term, isMatched, lastTerm, endOffset, heldOffset);
    }

    @Override
    public void matched(final int peer, final int term, final long offset) {
        say("finds %d to agree in term %d up to %d", peer, term, offset);
        cursors[peer] = offset;
        writer.matched(peer, term, offset);
    }

    @Override
    public void diverged(final int peer, final int term, final int floorTerm, final long offset, final long endOffset) {
        say("finds %d to part in term %d: floorTerm=%d at %d, end=%d", peer, term, floorTerm, offset, endOffset);
        cursors[peer] = NOT_SENDING;
        writer.diverged(peer, term, floorTerm, offset, endOffset);
    }

    @Override
    public void reset(final int peer, final int term, final long startOffset, final long endOffset) {
        say("tells %d in term %d to begin at %d, end=%d", peer, term, startOffset, endOffset);
        cursors[peer] = NOT_SENDING;
        writer.reset(peer, term, startOffset, endOffset);
    }

    @Override
    public void timeoutNow(final int peer, final int term) {
        say("asks %d in term %d to take over", peer, term);
        writer.timeoutNow(peer, term);
    }

    @Override
    public void persist(final int term, final int votedFor) {
        say("notes term %d vote %d", term, votedFor);
        journalTerm = term;
        journalVote = votedFor;
    }

    @Override
    public void lead(final int term) {
        say("leads term %d from %d", term, log.endOffset());
        checker.onLeader(this, term);
        Arrays.fill(cursors, NOT_SENDING);
        final long offset = log.endOffset();
        log.append(new Value(term, -term));
        checker.onAppended(this, offset);
    }

    @Override
    public void fence(final int term) {
        say("leads term %d no more", term);
        Arrays.fill(cursors, NOT_SENDING);
        checker.onStopped(number);
    }

    @Override
    public void follow(final int term, final int leader) {
        say("follows in term %d: %d", term, leader);
        checker.onFollow(term, leader);
    }

    @Override
    public void truncate(final long offset) {
        say("cuts its log at %d", offset);
        checker.onTruncate(this, offset);
        log.truncate(offset);
    }

    @Override
    public void discard(final long offset) {
        say("begins anew at %d", offset);
        standing = Standing.AMNESIAC;
        log.discard(offset);
    }

    @Override
    public void commit(final long offset) {
        say("knows committed: %d", offset);
        checker.onCommit(this, offset);
    }

    @Override
    public void recovered() {
        standing = Standing.VOTER;
    }

    @Override
    public void violation(final String what) {
        throw new BrokenPromise("node " + number + ": " + what);
    }

    @Override
    public String toString() {
        return "node " + number + (isUp ? " " : " down ") + member + " end=" + log.endOffset() + " " + standing;
    }
}
