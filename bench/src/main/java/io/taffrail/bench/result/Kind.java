/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/** Kinds of run, never mixed in one figure. */
public enum Kind {
    /** A fixed rate; how long it takes from the intended time of sending. */
    LATENCY,
    /** As fast as it goes into prepared room, a bounded number of values. */
    BURST,
    /** As fast as it goes for a time, whatever must be prepared on the way. */
    SUSTAINED,
    /** The leader of a replicated log is killed; how long until the next one commits. */
    FAILOVER,
    /** A follower of a replicated log stands still; what the leader notices of it. */
    FOLLOWER_STOP;

    /**
     * Whether targets are compared by it.
     *
     * @return false for experiments with a target of their own, which are not in the report.
     */
    public boolean isCompared() {
        return this != FAILOVER && this != FOLLOWER_STOP;
    }
}
