/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.LogEngine;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Replication;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.journal.NodeJournal;
import io.taffrail.replication.protocol.Cluster;
import io.taffrail.replication.protocol.Sender;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.replica.CatchUp;
import io.taffrail.replication.replica.EngineLog;
import io.taffrail.replication.replica.NodeParts;
import io.taffrail.replication.replica.ReplicaConfig;
import io.taffrail.replication.replica.ReplicaParts;
import io.taffrail.replication.replica.ReplicaState;
import io.taffrail.replication.replica.Replicator;
import io.taffrail.replication.transport.Transport;
import io.taffrail.settings.Durability;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/** Puts a node together; what was opened is closed again when something later cannot be. */
final class NodeAssembly {
    private final ReplicationNode node;
    private final NodeConfig config;
    private final int self;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private NodeJournal journal;
    private LogEngine engine;
    private Placement placement;

    NodeAssembly(final ReplicationNode node, final NodeConfig config) {
        this.node = node;
        this.config = config;
        this.self = config.mesh().self();
    }

    <T extends AutoCloseable> T keep(final T resource) {
        opened.push(resource);
        return resource;
    }

    void close() {
        CloseHelper.quietCloseAll(opened);
    }

    /** Open the engine with the replicated topics; they are made where they are missing. */
    LogEngine openEngine(final NodeIdentity identity, final List<ReplicatedPartition> partitions) {
        placement =
                new Placement(identity.clusterId(), config.mesh().endpoints().keySet());
        final Map<String, ReplicaState> states = new HashMap<>();
        for (final ReplicatedTopic topic : config.topics()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                final ReplicaState state = new ReplicaState(topic.minInSync());
                states.put(topic.name() + "-" + partition, state);
                if (placement.voters(topic, partition).contains(self)) {
                    partitions.add(new ReplicatedPartition(node, topic.name(), partition, state));
                }
            }
        }
        engine = keep(LogEngine.open(
                config.dataDirectory(),
                config.engine(),
                (topic, partition) -> replicated(states.get(topic + "-" + partition))));
        for (final ReplicatedTopic topic : config.topics()) {
            engine.topics().create(topic.name(), topic.partitions(), topic.settings(), placement.topicId(topic));
        }
        return engine;
    }

    private static Replication replicated(final ReplicaState state) {
        return state == null ? Replication.NONE : state;
    }

    Replicator replicator(
            final NodeIdentity identity,
            final NodeJournal ownJournal,
            final Transport transport,
            final CatchUp catchUp) {
        journal = ownJournal;
        final List<Integer> others = config.mesh().endpoints().keySet().stream()
                .filter(id -> id != self)
                .toList();
        final NodeParts parts = new NodeParts(
                new Cluster(identity.clusterId(), config.secret()),
                new Sender(self, identity.directoryId(), journal.incarnation()),
                others,
                transport,
                journal,
                SystemNanoClock.INSTANCE,
                SystemEpochClock.INSTANCE,
                bound -> ThreadLocalRandom.current().nextLong(bound),
                node::report);
        return new Replicator(parts, catchUp);
    }

    void addReplicas(final Replicator replicator, final List<ReplicatedPartition> partitions) throws IOException {
        for (final ReplicatedTopic topic : config.topics()) {
            for (final ReplicatedPartition held : partitions) {
                if (held.topic().equals(topic.name())) {
                    add(topic, held, replicator);
                }
            }
        }
    }

    private void add(final ReplicatedTopic topic, final ReplicatedPartition held, final Replicator replicator)
            throws IOException {
        final RaftConfig raft = new RaftConfig(
                self,
                placement.voters(topic, held.partition()),
                TimeUnit.MILLISECONDS.toNanos(config.electionMs()),
                TimeUnit.MILLISECONDS.toNanos(config.heartbeatMs()),
                TimeUnit.MILLISECONDS.toNanos(config.replicaLagMs()));
        final ReplicaConfig replica = new ReplicaConfig(
                placement.group(topic, held.partition()),
                raft,
                topic.minInSync(),
                config.maxUncommittedBytes(),
                TimeUnit.MILLISECONDS.toNanos(config.engine().claimTimeoutMs()));
        final PartitionLog log =
                engine.partition(topic.name(), held.partition()).log();
        final boolean isSync = engine.describeTopic(topic.name()).settings().durability() == Durability.SYNC;
        final int[] others = raft.voters().stream()
                .filter(voter -> voter != self)
                .mapToInt(Integer::intValue)
                .toArray();
        held.start(
                log,
                others,
                replicator.add(
                        replica,
                        new ReplicaParts(new EngineLog(log, isSync), held.state(), journal, held),
                        log.replica().mayHaveForgotten() ? Standing.AMNESIAC : Standing.VOTER));
    }
}
