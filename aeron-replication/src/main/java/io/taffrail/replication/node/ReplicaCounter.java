/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.util.function.ToLongFunction;

/** What is counted of each replica on a node; read by the thread that steps it. */
enum ReplicaCounter {
    ROLE(
            "role",
            replica -> replica.replica().failure() != null
                    ? ReplicaCounter.FAILED
                    : replica.replica().member().role().ordinal()),
    TERM("term", replica -> replica.replica().member().term()),
    LEADER(
            "leader",
            replica -> replica.replica().failure() != null
                    ? -1
                    : replica.replica().member().leader()),
    STANDING("standing", replica -> replica.replica().member().standing().ordinal()),
    LOG_START("log-start-offset", replica -> replica.log().logStartOffset()),
    LOG_END("end-offset", replica -> replica.log().contiguousOffset()),
    DURABLE("durable-offset", replica -> replica.log().durableOffset()),
    HIGH_WATERMARK("high-watermark", replica -> replica.state().highWatermark()),
    IN_SYNC("in-sync", replica -> replica.state().inSync()),
    ELECTIONS("elections", ReplicatedPartition::elections),
    GAPS("gaps", replica -> replica.replica().gaps()),
    REFUSED("refused-frames", replica -> replica.replica().refusedFrames());

    /** As a role: it takes no part any more. */
    static final int FAILED = -1;

    private static final int FIRST_TYPE_ID = 230;

    private final String label;
    private final ToLongFunction<ReplicatedPartition> value;

    ReplicaCounter(final String label, final ToLongFunction<ReplicatedPartition> value) {
        this.label = label;
        this.value = value;
    }

    int typeId() {
        return FIRST_TYPE_ID + ordinal();
    }

    /** As {@code orders-0 replica term}. */
    String label(final ReplicatedPartition replica) {
        return replica + " replica " + label;
    }

    long of(final ReplicatedPartition replica) {
        return value.applyAsLong(replica);
    }

    /** The counter of a type, null when it is another's. */
    static ReplicaCounter ofType(final int typeId) {
        final int ordinal = typeId - FIRST_TYPE_ID;
        return ordinal >= 0 && ordinal < values().length ? values()[ordinal] : null;
    }
}
