/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** First offset that is not known to be committed: never goes back. */
final class HighWatermark {
    private final RaftEffects effects;
    private long offset;

    HighWatermark(final RaftEffects effects) {
        this.effects = effects;
    }

    /** What was known before a restart. */
    void start(final long remembered) {
        offset = remembered;
    }

    void raise(final long to) {
        if (to > offset) {
            offset = to;
            effects.commit(to);
        }
    }

    long offset() {
        return offset;
    }
}
