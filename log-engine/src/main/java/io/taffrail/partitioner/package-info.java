/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Chooses the partition of a record: by its key, in turn, in runs, or always the same.
 *
 * <p>Keys are hashed as Kafka's producer hashes them, so a key is in the same partition in both as long as the number
 * of partitions is the same.
 *
 * <p>Depends on the JDK and Agrona only. Start reading at {@link io.taffrail.partitioner.Partitioner}.
 */
package io.taffrail.partitioner;
