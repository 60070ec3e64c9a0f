/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.replication.protocol.Refusal;
import io.taffrail.replication.replica.Replicator;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * What a node shows of its replication, among the counters of its engine. {@link NodeStatus} reads them in any process.
 *
 * <pre>
 *   200          frames that were not what they should be
 *   201          1 when the node takes no part any more
 *   210 to 216   frames that were not let in, by {@link Refusal}
 *   230 to 241   of each replica, by {@link ReplicaCounter}
 *   250, 251     of each other node that holds a partition led here: offsets it is behind, whether it is sent old records
 * </pre>
 *
 * <p>Threading: the replicator's. Nothing is allocated after construction.
 */
final class ReplicationCounters {
    static final int MALFORMED = 200;
    static final int FAILED = 201;
    static final int REFUSED = 210;
    static final int FOLLOWER_LAG = 250;
    static final int FOLLOWER_CATCHING_UP = 251;

    /** Lag of a follower of which it is not known, and of all where this node does not lead. */
    static final int UNKNOWN = -1;

    private static final Refusal[] REFUSALS = Refusal.values();
    private static final ReplicaCounter[] REPLICA = ReplicaCounter.values();

    private final LogEngine engine;
    private final Replicator replicator;
    private final AtomicCounter malformed;
    private final AtomicCounter failed;
    private final AtomicCounter[] refused = new AtomicCounter[REFUSALS.length];
    private final List<Shown> shown = new ArrayList<>();

    ReplicationCounters(
            final LogEngine engine, final Replicator replicator, final List<ReplicatedPartition> partitions) {
        this.engine = engine;
        this.replicator = replicator;
        malformed = add(MALFORMED, "node malformed-frames");
        failed = add(FAILED, "node failed");
        for (final Refusal refusal : REFUSALS) {
            refused[refusal.ordinal()] =
                    add(REFUSED + refusal.ordinal(), "node refused-frames " + NodeStatus.name(refusal));
        }
        for (final ReplicatedPartition partition : partitions) {
            shown.add(new Shown(partition));
        }
    }

    void update() {
        malformed.setOrdered(replicator.malformed());
        failed.setOrdered(replicator.failure() == null ? 0 : 1);
        for (int i = 0; i < REFUSALS.length; i++) {
            refused[i].setOrdered(replicator.gatekeeper().refused(REFUSALS[i]));
        }
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).update();
        }
    }

    private AtomicCounter add(final int typeId, final String label) {
        final AtomicCounter counter = engine.addCounter(typeId, label);
        if (counter == null) {
            throw new EngineException("no room for a counter: label=\"" + label + "\": make "
                    + NodeSettingKeys.COUNTER_CAPACITY + " larger");
        }
        return counter;
    }

    /** Counters of one replica. */
    private final class Shown {
        private final ReplicatedPartition replica;
        private final AtomicCounter[] counters = new AtomicCounter[REPLICA.length];
        private final int[] others;
        private final AtomicCounter[] lags;
        private final AtomicCounter[] catchingUp;

        Shown(final ReplicatedPartition replica) {
            this.replica = replica;
            for (final ReplicaCounter counter : REPLICA) {
                counters[counter.ordinal()] = add(counter.typeId(), counter.label(replica));
            }
            others = replica.others();
            lags = new AtomicCounter[others.length];
            catchingUp = new AtomicCounter[others.length];
            for (int i = 0; i < others.length; i++) {
                lags[i] = add(FOLLOWER_LAG, replica + " follower " + others[i] + " lag");
                catchingUp[i] = add(FOLLOWER_CATCHING_UP, replica + " follower " + others[i] + " catching-up");
            }
        }

        void update() {
            for (int i = 0; i < REPLICA.length; i++) {
                counters[i].setOrdered(REPLICA[i].of(replica));
            }
            final long end = replica.log().contiguousOffset();
            for (int i = 0; i < others.length; i++) {
                final long matched = replica.replica().member().matchedEnd(others[i]);
                lags[i].setOrdered(matched < 0 ? UNKNOWN : Math.max(0, end - matched));
                catchingUp[i].setOrdered(replica.replica().isCatchingUp(others[i]) ? 1 : 0);
            }
        }
    }
}
