/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Replication;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.journal.NodeJournal;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.replica.ReplicaState;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.agrona.CloseHelper;

/**
 * What an operator decides where a cluster must not decide by itself: over the directory of a node that does not run. Each
 * decision is written to the file {@code recovery.log} in that directory before it takes effect.
 *
 * <p>Threading: one thread. The directory is owned as by a node until this is closed.
 */
public final class NodeRecovery implements AutoCloseable {
    /** Name of the file in a node's directory that keeps what was decided. */
    public static final String LOG = "recovery.log";

    private final NodeConfig config;
    private final NodeIdentity identity;
    private final LogEngine engine;
    private final NodeJournal journal;
    private final Set<Long> accepted = new HashSet<>();

    private NodeRecovery(final NodeConfig config) throws IOException {
        this.config = config;
        final FileStorage storage = new FileStorage();
        identity = ReplicationNode.identity(config);
        if (!storage.exists(config.dataDirectory())) {
            throw new EngineException("node=" + identity.nodeId() + " never ran: dir=" + config.directory()
                    + ": start it, and stop it again, before there is anything to recover");
        }
        engine = LogEngine.open(config.dataDirectory(), config.engine(), this::replication);
        try {
            journal = NodeJournal.open(storage, config.directory(), identity);
        } catch (final IOException | RuntimeException ex) {
            CloseHelper.quietClose(engine);
            throw ex;
        }
    }

    /**
     * Open the directory of a node that does not run. What a crash left is recovered as by a start.
     *
     * @param config of the node.
     * @return to be closed.
     * @throws EngineException if the node runs, or never did.
     * @throws io.taffrail.replication.journal.NodeDirectoryException if the directory is not formatted, or is another's.
     */
    public static NodeRecovery open(final NodeConfig config) {
        try {
            return new NodeRecovery(config);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot open dir=" + config.directory(), ex);
        }
    }

    /**
     * A replica as it is.
     *
     * @param topic     name.
     * @param partition number.
     * @return the replica.
     * @throws IllegalArgumentException if there is no such topic or partition.
     */
    public RecoverableReplica replica(final String topic, final int partition) {
        final PartitionLog log = log(topic, partition);
        final boolean isAmnesiac = journal.standing(group(topic, partition)) == Standing.AMNESIAC
                || log.replica().mayHaveForgotten() && !accepted.contains(group(topic, partition));
        return new RecoverableReplica(
                topic + "-" + partition,
                isAmnesiac,
                log.replica().lastTerm(),
                log.endOffset(),
                log.replica().highWatermark());
    }

    /**
     * Let a replica vote although it may have forgotten what it acknowledged. Records that only it and replicas that are
     * lost held are lost for good.
     *
     * @param topic     name.
     * @param partition number.
     * @throws EngineException if it votes anyway.
     */
    public void acceptLoss(final String topic, final int partition) {
        final RecoverableReplica found = replica(topic, partition);
        if (!found.isAmnesiac()) {
            throw new EngineException("replica votes already: partition=" + found.name() + " node=" + identity.nodeId()
                    + ": there is nothing to accept; does a majority of the nodes run?");
        }
        try {
            note("accepted loss partition=" + found.name() + " lastTerm=" + found.lastTerm() + " endOffset="
                    + found.endOffset() + " highWatermark=" + found.highWatermark());
            log(topic, partition).replica().acceptLoss();
            journal.noteStanding(group(topic, partition), Standing.VOTER);
            journal.force();
            accepted.add(group(topic, partition));
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot recover partition=" + found.name(), ex);
        }
    }

    /**
     * Forget the directory by which another node is known: the next one with which it comes is taken for its own.
     *
     * @param node whose directory was replaced.
     * @return the id of the directory that is forgotten.
     * @throws IllegalArgumentException if it is not another node of the cluster.
     * @throws EngineException          if no directory of it is known.
     */
    public UUID acceptDirectory(final int node) {
        if (node == identity.nodeId() || !config.mesh().endpoints().containsKey(node)) {
            throw new IllegalArgumentException("node=" + node + " must be another of the nodes "
                    + config.mesh().endpoints().keySet());
        }
        final UUID known = journal.peer(node);
        if (known == null) {
            throw new EngineException("no directory of node=" + node + " is known to node=" + identity.nodeId()
                    + ": the first one with which it comes is taken anyway");
        }
        try {
            note("accepted another directory of node=" + node + ", known was directory.id=" + NodeIdentity.text(known));
            journal.forgetPeer(node);
            journal.force();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot forget the directory of node=" + node, ex);
        }
        return known;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(journal, engine);
    }

    private PartitionLog log(final String topic, final int partition) {
        config.topic(topic, partition);
        return engine.partition(topic, partition).log();
    }

    private long group(final String topic, final int partition) {
        return new Placement(identity.clusterId(), config.mesh().endpoints().keySet())
                .group(config.topic(topic, partition), partition);
    }

    /** All topics of the configuration, as the node itself has it. */
    private Replication replication(final String topic, final int partition) {
        final boolean isReplicated =
                config.topics().stream().anyMatch(one -> one.name().equals(topic) && partition < one.partitions());
        return isReplicated ? new ReplicaState(1) : Replication.NONE;
    }

    /** Durable when this returns. */
    private void note(final String what) throws IOException {
        final Path path = config.directory().resolve(LOG);
        final String line = Instant.now() + " node=" + identity.nodeId() + " " + what + "\n";
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            final ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        new FileStorage().forceDirectory(config.directory());
    }
}
