/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.transport.Transport;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** One node of three with one replica over a log in files, stepped by the test. */
final class TestNode implements ReplicaListener, AutoCloseable {
    static final int NODES = 3;
    static final long HEARTBEAT_NS = TimeUnit.MILLISECONDS.toNanos(10);
    static final long ELECTION_NS = 10 * HEARTBEAT_NS;

    final DiskLog disk;
    final ReplicaState state = new ReplicaState(2);
    final Replicator replicator;
    final CatchUp catchUp;
    final Replica replica;
    final List<Throwable> errors = new ArrayList<>();
    Throwable failure;
    private final Transport transport;

    TestNode(
            final int self,
            final Path directory,
            final TopicSettings settings,
            final Transport transport,
            final MemoryJournal journal,
            final NanoClock clock)
            throws IOException {
        this.transport = transport;
        final List<Integer> others = new ArrayList<>(List.of(0, 1, 2));
        others.remove((Integer) self);
        final SplittableRandom random = new SplittableRandom(self);
        final NodeParts parts = new NodeParts(
                Frames.CLUSTER,
                Frames.sender(self, journal.incarnation()),
                others,
                transport,
                journal,
                clock,
                () -> 1,
                random::nextLong,
                errors::add);
        disk = new DiskLog(new FileStorage(), directory, settings, state);
        catchUp = new CatchUp();
        replicator = new Replicator(parts, catchUp);
        final RaftConfig raft =
                new RaftConfig(self, List.of(0, 1, 2), ELECTION_NS, HEARTBEAT_NS, TimeUnit.SECONDS.toNanos(1));
        replica = replicator.add(
                new ReplicaConfig(Frames.GROUP, raft, 2, 8 << 20, TimeUnit.SECONDS.toNanos(1)),
                new ReplicaParts(disk.engine(), state, journal, this),
                Standing.VOTER);
    }

    void step() {
        replicator.doWork();
        catchUp.doWork();
        disk.turn();
    }

    boolean isLeader() {
        return replica.member().role() == Role.LEADER && state.leadingTerm() != 0;
    }

    @Override
    public void onFailed(final Throwable cause) {
        failure = cause;
    }

    @Override
    public void close() throws IOException {
        replicator.onClose();
        catchUp.onClose();
        transport.close();
        disk.close();
    }

    @Override
    public String toString() {
        return replica.member() + " end=" + disk.log.endOffset() + " gaps=" + replica.gaps() + " refused="
                + replica.refusedFrames() + " failure=" + failure + " errors=" + errors;
    }
}
