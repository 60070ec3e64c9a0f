/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.replication.aeron.AeronTransport;
import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.journal.NodeJournal;
import io.taffrail.replication.replica.CatchUp;
import io.taffrail.replication.replica.Replicator;
import io.taffrail.replication.transport.Transport;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/**
 * A node of a cluster, in the application's own process: an engine whose topics are replicated to the other nodes.
 *
 * <pre>{@code
 * try (ReplicationNode node = ReplicationNode.start(config)) {
 *     ReplicatedPartition orders = node.partition("orders", 0);
 *     try (Publisher publisher = node.engine().publisher("orders")) {
 *         long offset = publisher.publish("key", "value");       // NOT_LEADER unless orders.isLeading()
 *         long outcome = orders.await(publisher.lastTerm(), offset, Acks.QUORUM, SECONDS.toNanos(1));
 *     }
 * }
 * }</pre>
 *
 * <p>Threading: any thread. {@link #doWork()} runs everything where no threads are wanted, one caller at a time.
 */
public final class ReplicationNode implements AutoCloseable {
    private static final long HAND_OVER_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final NodeConfig config;
    private final NodeIdentity identity;
    private final List<ReplicatedPartition> partitions = new ArrayList<>();
    private final LogEngine engine;
    private final NodeJournal journal;
    private final Transport transport;
    private final Replicator replicator;
    private final RequestSlot requests;
    private final NodeAgents agents;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private ReplicationNode(final NodeConfig config) throws IOException {
        this.config = config;
        final FileStorage storage = new FileStorage();
        final NodeAssembly assembly = new NodeAssembly(this, config);
        identity = identity(config);
        AeronTransport.check(config.mesh());
        try {
            engine = assembly.openEngine(identity, partitions);
            journal = assembly.keep(NodeJournal.open(storage, config.directory(), identity));
            transport = assembly.keep(AeronTransport.open(config.mesh(), this::report));
            final CatchUp catchUp = new CatchUp();
            replicator = assembly.replicator(identity, journal, transport, catchUp);
            assembly.addReplicas(replicator, partitions);
            requests = assembly.keep(RequestSlot.create(config.directory()));
            final Housekeeping housekeeping =
                    new Housekeeping(new ReplicationCounters(engine, replicator, partitions), requests, replicator);
            agents = new NodeAgents(config, replicator, catchUp, partitions, housekeeping, this::report);
        } catch (final IOException | RuntimeException ex) {
            assembly.close();
            throw ex;
        }
        agents.start();
    }

    /**
     * Start a node. It takes part in elections as soon as this returns.
     *
     * @param config of the node.
     * @return the node.
     * @throws io.taffrail.replication.journal.NodeDirectoryException when the directory is not formatted, or belongs to
     *     another node or cluster.
     * @throws EngineException when the directory is in use.
     * @throws io.taffrail.replication.transport.TransportException when an address is in use, or Aeron cannot run.
     */
    public static ReplicationNode start(final NodeConfig config) {
        try {
            return new ReplicationNode(config);
        } catch (final IOException ex) {
            throw new UncheckedIOException(
                    "cannot start node=" + config.mesh().self() + " dir=" + config.directory() + ": " + ex.getMessage(),
                    ex);
        }
    }

    /**
     * Whose directory a configuration names, without starting the node.
     *
     * @param config of the node.
     * @return what the directory was formatted as.
     * @throws io.taffrail.replication.journal.NodeDirectoryException when it is not formatted, or belongs to another node
     *     or cluster.
     */
    public static NodeIdentity identity(final NodeConfig config) {
        final FileStorage storage = new FileStorage();
        try {
            final NodeIdentity found = NodeDirectory.read(storage, config.directory());
            return NodeDirectory.read(
                    storage,
                    config.directory(),
                    config.clusterId().orElse(found.clusterId()),
                    config.mesh().self());
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read dir=" + config.directory(), ex);
        }
    }

    /**
     * The engine, to publish to and to read. Its topics are made by the node.
     *
     * @return the engine of this node; closed with it.
     */
    public LogEngine engine() {
        return engine;
    }

    /**
     * Id of this node.
     *
     * @return as configured.
     */
    public int id() {
        return config.mesh().self();
    }

    /**
     * Who the node is.
     *
     * @return its cluster, node and directory.
     */
    public NodeIdentity identity() {
        return identity;
    }

    /**
     * A partition that this node holds.
     *
     * @param topic     name.
     * @param partition number.
     * @return the partition.
     * @throws EngineException when this node holds no replica of it.
     */
    public ReplicatedPartition partition(final String topic, final int partition) {
        return partitions.stream()
                .filter(held -> held.topic().equals(topic) && held.partition() == partition)
                .findFirst()
                .orElseThrow(() -> new EngineException("node=" + id() + " holds no replica of topic=" + topic
                        + " partition=" + partition + ": compare the configured topics"));
    }

    /**
     * All partitions that this node holds.
     *
     * @return in the order of the configured topics.
     */
    public List<ReplicatedPartition> partitions() {
        return List.copyOf(partitions);
    }

    /**
     * Hand leadership of a partition over to another node; publishing pauses until it has everything.
     *
     * @param partition led by this node.
     * @param node      that is to lead.
     * @return false when too many requests wait; what comes of it is seen at {@link ReplicatedPartition#leader()}.
     */
    public boolean transferLeader(final ReplicatedPartition partition, final int node) {
        return submit(() -> replicator.transfer(partition.replica().group(), node));
    }

    /**
     * The agent that replicates: for counters.
     *
     * @return the replicator; its replicas belong to its thread.
     */
    public Replicator replicator() {
        return replicator;
    }

    /**
     * Do the work of all agents once in the calling thread, where the node is configured for that.
     *
     * @return work done, 0 when there was nothing to do.
     */
    public int doWork() {
        return engine.doWork() + agents.doWork();
    }

    /**
     * Why the node takes no part any more.
     *
     * @return what happened to its transport or journal, or null.
     */
    public Throwable failure() {
        return replicator.failure();
    }

    boolean isInvoked() {
        return agents.isInvoked();
    }

    void requireOtherThread() {
        if (agents.isReplicatorThread()) {
            throw new IllegalStateException("must not wait in the replicator's thread: nothing would ever come of it");
        }
    }

    boolean submit(final Runnable request) {
        return replicator.submit(request);
    }

    private void handOver() {
        final HandOver handOver = new HandOver(partitions);
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.electionMs());
        if (failure() == null && !agents.isReplicatorThread() && submit(handOver::ask)) {
            while (!handOver.isDone() && System.nanoTime() - untilNs < 0) {
                doWork();
                LockSupport.parkNanos(HAND_OVER_LOOK_NS);
            }
        }
    }

    void report(final Throwable error) {
        engine.report(error);
    }

    /**
     * Hand over what is led here, for as long as an election timeout, stop, make everything durable and give the directory
     * up. What is published meanwhile is refused, and what nobody took over by then ends as UNKNOWN.
     */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            try {
                handOver();
            } finally {
                CloseHelper.closeAll(agents, transport, journal, requests, engine);
            }
        }
    }
}
