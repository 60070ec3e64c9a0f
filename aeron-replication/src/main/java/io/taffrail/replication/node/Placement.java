/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which nodes hold which partition, and the ids that their replicas share: worked out alike on every node. */
final class Placement {
    private static final long RESERVED = 1;

    private final UUID clusterId;
    private final List<Integer> nodes;

    Placement(final UUID clusterId, final Iterable<Integer> nodes) {
        this.clusterId = clusterId;
        final List<Integer> sorted = new ArrayList<>();
        nodes.forEach(sorted::add);
        sorted.sort(null);
        this.nodes = List.copyOf(sorted);
    }

    /** The voters of a partition: as many nodes as it has replicas, beginning one further with each partition. */
    List<Integer> voters(final ReplicatedTopic topic, final int partition) {
        final List<Integer> voters = new ArrayList<>();
        for (int i = 0; i < topic.replicationFactor(); i++) {
            voters.add(nodes.get((partition + i) % nodes.size()));
        }
        return voters;
    }

    long topicId(final ReplicatedTopic topic) {
        return id("topic " + topic.name());
    }

    long group(final ReplicatedTopic topic, final int partition) {
        return id("partition " + topic.name() + " " + partition);
    }

    private long id(final String what) {
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((clusterId + " " + what).getBytes(StandardCharsets.UTF_8));
            final long id = ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
            return id <= RESERVED ? id + 2 : id;
        } catch (final NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 must be part of every JDK", ex);
        }
    }
}
