/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.util.Map;

/**
 * A topic that the nodes of a cluster replicate; the same on every node.
 *
 * @param name              of the topic.
 * @param partitions        1 or more.
 * @param replicationFactor nodes that hold each partition: {@code replication.factor}.
 * @param minInSync         replicas that must be in sync for publishing: {@code min.insync.replicas}.
 * @param settings          of the topic, by key.
 */
public record ReplicatedTopic(
        String name, int partitions, int replicationFactor, int minInSync, Map<String, String> settings) {
    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a number is out of its range.
     */
    public ReplicatedTopic {
        settings = Map.copyOf(settings);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions=" + partitions + " of topic=" + name + " must be 1 or more");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException(
                    "replication.factor=" + replicationFactor + " of topic=" + name + " must be 1 or more");
        }
        if (minInSync < 1 || minInSync > replicationFactor) {
            throw new IllegalArgumentException("min.insync.replicas=" + minInSync + " of topic=" + name
                    + " must be from 1 to replication.factor=" + replicationFactor);
        }
    }
}
