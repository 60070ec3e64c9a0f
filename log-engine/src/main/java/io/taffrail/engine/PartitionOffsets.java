/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * Offsets of a partition at one moment.
 *
 * @param logStartOffset   first offset kept.
 * @param endOffset        first offset not contiguously committed.
 * @param durableOffset    first offset not known to be durable.
 * @param highWatermark    first offset that readers do not see.
 * @param lastStableOffset first offset that readers of committed records do not see: where the oldest open transaction began.
 * @param term             present term.
 */
public record PartitionOffsets(
        long logStartOffset, long endOffset, long durableOffset, long highWatermark, long lastStableOffset, int term) {}
