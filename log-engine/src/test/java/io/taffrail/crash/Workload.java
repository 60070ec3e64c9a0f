/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;

/** What publishers do, and under which settings: what a crash falls into. */
enum Workload {
    /** Single records, many claims open at a time, no force. */
    OPEN_CLAIMS(Durability.ASYNC, -1, 12, 2, 0, 0),
    /** Large batches, so that segments roll all the time. */
    ROLL(Durability.ASYNC, -1, 4, 8, 0, 0),
    /** Rolls, and retention behind them, without forces. */
    RETENTION(Durability.ASYNC, 60_000, 4, 8, 0, 1),
    /** The same with forces from time to time. */
    RETENTION_INTERVAL(Durability.INTERVAL, 60_000, 4, 8, 0, 0),
    /** Every commit waits for its force. */
    SYNC(Durability.SYNC, -1, 6, 3, 0, 0),
    /** Forces from time to time, and whoever asks gets one. */
    GROUP_COMMIT(Durability.INTERVAL, -1, 8, 4, 0, 0),
    /** Terms end while claims are open. */
    FENCE(Durability.INTERVAL, -1, 12, 3, 3, 0),
    /** Terms end while publishers wait for their force. */
    FENCE_SYNC(Durability.SYNC, -1, 6, 3, 2, 0),
    /** The log falls idle and is closed and opened again. */
    REOPEN(Durability.ASYNC, -1, 6, 4, 0, 3),
    /** Everything at once. */
    MIXED(Durability.INTERVAL, 60_000, 8, 5, 1, 1),
    /** The same without forces, and some of the records are those of an idempotent producer. */
    IDEMPOTENT(Durability.ASYNC, 60_000, 6, 9, 1, 1);

    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int FLUSH_MS = 10;

    private final TopicSettings settings;
    private final int claims;
    private final int batches;
    private final int fences;
    private final int closes;

    Workload(
            final Durability durability,
            final long retentionBytes,
            final int claims,
            final int batches,
            final int fences,
            final int closes) {
        this.settings = TopicSettings.builder()
                .durability(durability)
                .retentionBytes(retentionBytes)
                .segmentBytes(SEGMENT_BYTES)
                .flushMs(FLUSH_MS)
                .indexIntervalBytes(1024)
                .build();
        this.claims = claims;
        this.batches = batches;
        this.fences = fences;
        this.closes = closes;
    }

    TopicSettings settings() {
        return settings;
    }

    boolean isSync() {
        return settings.durability() == Durability.SYNC;
    }

    /** Whether records are large, so that a segment holds few of them. */
    boolean isLarge() {
        return batches > claims;
    }

    /** Whether an idempotent producer is among the publishers. */
    boolean isIdempotent() {
        return this == IDEMPOTENT;
    }

    /** Weight of claims that stay open for a while. */
    int claims() {
        return claims;
    }

    /** Weight of batches. */
    int batches() {
        return batches;
    }

    /** Weight of fences. */
    int fences() {
        return fences;
    }

    /** Weight of falling idle and of closing. */
    int closes() {
        return closes;
    }
}
