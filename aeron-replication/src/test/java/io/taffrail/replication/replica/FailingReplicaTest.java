/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.MessageWriter;
import io.taffrail.replication.protocol.Packet;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.InMemoryTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A replica whose log fails while a message is acted on stops alone. */
class FailingReplicaTest {
    private static final long SECOND_GROUP = 2;
    private static final long ELECTION_NS = 300;

    private final InMemoryTransport.Mesh mesh = new InMemoryTransport.Mesh(3, 64 * 1024);
    private final List<Throwable> failures = new ArrayList<>();
    private final InMemoryTransport peer = mesh.open(1);
    private long nowNs = 1;

    @Test
    void shouldStopAloneWhenItsLogFailsWithAMessage() throws IOException {
        final IllegalStateException broken = new IllegalStateException("the log is closed");
        final FakeLog log = new FakeLog() {
            @Override
            public void lead(final int term) {
                throw broken;
            }
        };
        final Replicator replicator = replicator();
        final Replica failing = add(replicator, Frames.GROUP, log);
        final Replica other = add(replicator, SECOND_GROUP, new FakeLog());

        elect(replicator, Frames.GROUP);
        assertSame(broken, failing.failure());
        assertEquals(List.of(broken), failures);
        assertEquals(0, failing.state().leadingTerm());

        elect(replicator, SECOND_GROUP);
        assertEquals(null, other.failure());
        assertEquals(Role.LEADER, other.member().role());
        assertEquals(1, other.state().leadingTerm());
        assertEquals(null, replicator.failure());
    }

    @Test
    void shouldResignWhenItsTermCannotBegin() throws IOException {
        final FakeLog log = new FakeLog();
        log.leadFailure = new IOException("no room");
        final Replicator replicator = replicator();
        final Replica replica = add(replicator, Frames.GROUP, log);

        elect(replicator, Frames.GROUP);

        assertEquals(Role.FOLLOWER, replica.member().role());
        assertEquals(0, replica.state().leadingTerm());
        assertEquals(0, replica.state().appendLimitBytes(), "nobody may append");
        assertTrue(log.fences > 0);
        assertEquals(null, replica.failure(), "another time it may");
    }

    private Replicator replicator() {
        final NodeParts parts = new NodeParts(
                Frames.CLUSTER,
                Frames.sender(0, 1),
                List.of(1, 2),
                mesh.open(0),
                new MemoryJournal(),
                () -> nowNs,
                () -> 1,
                bound -> 0,
                failures::add);
        return new Replicator(parts, new CatchUp());
    }

    private Replica add(final Replicator replicator, final long group, final LocalLog log) throws IOException {
        final RaftConfig raft = new RaftConfig(0, List.of(0, 1, 2), ELECTION_NS, 100, 100);
        final ReplicaListener listener = new ReplicaListener() {
            @Override
            public void onFailed(final Throwable cause) {
                failures.add(cause);
            }
        };
        return replicator.add(
                new ReplicaConfig(group, raft, 1, 1_000, 1_000),
                new ReplicaParts(log, new ReplicaState(1), new MemoryJournal(), listener),
                Standing.VOTER);
    }

    private void elect(final Replicator replicator, final long group) {
        nowNs += 2 * ELECTION_NS;
        replicator.doWork();
        say(group, Ballot.PRE_VOTE);
        replicator.doWork();
        say(group, Ballot.VOTE);
        replicator.doWork();
    }

    private void say(final long group, final Ballot kind) {
        final Packet packet = new Packet(new Envelope(Frames.CLUSTER, Frames.sender(1, 1), 0), 1_024);
        new MessageWriter(group, node -> packet).voteAnswer(0, 1, kind, true);
        assertTrue(peer.offer(0, Channel.CONTROL, packet.buffer(), packet.length(), new UnsafeBuffer(0, 0)) >= 0);
    }
}
