/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.CountersView;
import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogDirectory;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.protocol.Refusal;
import io.taffrail.replication.raft.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node as another process sees it, by the counters in its directory. They are some 50 ms old.
 *
 * @param identity  of the node.
 * @param directory of the node.
 * @param pid       of the process that runs it, or ran it last; -1 when it never ran.
 * @param isRunning whether that process is there, owns the directory and has started the node.
 * @param isFailed  whether it takes no part any more: its transport or its journal failed.
 * @param malformed frames that were not what they should be.
 * @param refused   frames that were not let in, by reason; reasons that were not met are left out.
 * @param replicas  that the node holds, by name; none when it is not running.
 */
public record NodeStatus(
        NodeIdentity identity,
        Path directory,
        long pid,
        boolean isRunning,
        boolean isFailed,
        long malformed,
        Map<Refusal, Long> refused,
        List<ReplicaStatus> replicas) {
    /**
     * Look at a node.
     *
     * @param config of the node.
     * @return as it is now.
     * @throws io.taffrail.replication.journal.NodeDirectoryException when its directory is not formatted, or is another's.
     */
    public static NodeStatus read(final NodeConfig config) {
        final NodeIdentity identity = ReplicationNode.identity(config);
        try (CountersView view = CountersView.open(config.dataDirectory())) {
            final Reading reading = new Reading();
            if (LogDirectory.ownerPid(config.dataDirectory()).orElse(-1) == view.pid()) {
                view.forEach(reading::onCounter);
            }
            return new NodeStatus(
                    identity,
                    config.directory(),
                    view.pid(),
                    reading.isRunning,
                    reading.isFailed,
                    reading.malformed,
                    reading.refused,
                    reading.replicas());
        } catch (final EngineException ex) { // it never ran, or starts at this moment
            return new NodeStatus(identity, config.directory(), -1, false, false, 0, Map.of(), List.of());
        }
    }

    /**
     * A replica of the node.
     *
     * @param topic     name.
     * @param partition number.
     * @return the replica, null when the node holds none, or is not running.
     */
    public ReplicaStatus replica(final String topic, final int partition) {
        return replicas.stream()
                .filter(replica -> replica.name().equals(topic + "-" + partition))
                .findFirst()
                .orElse(null);
    }

    /**
     * A reason as people read it.
     *
     * @param refusal the reason.
     * @return in lower case, such as {@code wrong-secret}.
     */
    public static String name(final Enum<?> refusal) {
        return refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Gathers counters. */
    private static final class Reading {
        private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
        private final Map<String, Replica> byName = new TreeMap<>();
        private boolean isRunning;
        private boolean isFailed;
        private long malformed;

        void onCounter(final int typeId, final String label, final long value) {
            final int refusal = typeId - ReplicationCounters.REFUSED;
            if (typeId == ReplicationCounters.MALFORMED) {
                malformed = value;
            } else if (typeId == ReplicationCounters.FAILED) {
                isRunning = true;
                isFailed = value != 0;
            } else if (refusal >= 0 && refusal < Refusal.values().length) {
                if (value != 0) {
                    refused.put(Refusal.values()[refusal], value);
                }
            } else if (ReplicaCounter.ofType(typeId) != null) {
                replica(label).values.put(ReplicaCounter.ofType(typeId), value);
            } else if (typeId == ReplicationCounters.FOLLOWER_LAG) {
                replica(label).lags.put(follower(label), value);
            } else if (typeId == ReplicationCounters.FOLLOWER_CATCHING_UP) {
                replica(label).catchingUp.put(follower(label), value);
            }
        }

        List<ReplicaStatus> replicas() {
            final List<ReplicaStatus> replicas = new ArrayList<>();
            byName.forEach((name, replica) -> replicas.add(replica.status(name)));
            return replicas;
        }

        /** A label is {@code orders-0 replica term}, or {@code orders-0 follower 2 lag}. */
        private Replica replica(final String label) {
            return byName.computeIfAbsent(label.substring(0, label.indexOf(' ')), name -> new Replica());
        }

        private static int follower(final String label) {
            return Integer.parseInt(label.split(" ")[2]);
        }
    }

    /** Counters of one replica. */
    private static final class Replica {
        private final Map<ReplicaCounter, Long> values = new EnumMap<>(ReplicaCounter.class);
        private final Map<Integer, Long> lags = new TreeMap<>();
        private final Map<Integer, Long> catchingUp = new TreeMap<>();

        ReplicaStatus status(final String name) {
            final List<ReplicaStatus.Follower> followers = new ArrayList<>();
            lags.forEach((node, lag) -> {
                if (value(ReplicaCounter.ROLE) == Role.LEADER.ordinal()) {
                    followers.add(new ReplicaStatus.Follower(node, lag, catchingUp.getOrDefault(node, 0L) != 0));
                }
            });
            return ReplicaStatus.of(name, this::value, followers);
        }

        private long value(final ReplicaCounter counter) {
            return values.getOrDefault(counter, 0L);
        }
    }
}
