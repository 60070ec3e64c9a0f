/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.Replication;

/**
 * Says which partitions of an engine have replicas on other nodes. Internal topics of the engine have none.
 *
 * <p>Threading: asked once for each partition, when the engine opens, a topic is created or partitions are added; by the
 * thread that does so.
 */
public interface ReplicatedPartitions {
    /**
     * What the log of a partition is to know of its replication, for as long as the engine is open.
     *
     * @param topic     name.
     * @param partition number.
     * @return {@link Replication#NONE} for a partition without replicas; never null.
     */
    Replication of(String topic, int partition);
}
