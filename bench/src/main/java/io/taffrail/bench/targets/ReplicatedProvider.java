/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.bench.nodes.ClusterPlan;
import io.taffrail.bench.nodes.KillableCluster;
import io.taffrail.bench.nodes.LeaderHere;
import io.taffrail.bench.nodes.NodePlan;
import io.taffrail.bench.nodes.NodeProcesses;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code taffrail-3} and {@code taffrail-3-x16}. */
public abstract class ReplicatedProvider implements TargetProvider {
    private final String name;
    private final String description;
    private final SendingForm form;

    ReplicatedProvider(final String name, final String description, final SendingForm form) {
        this.name = name;
        this.description = description;
        this.form = form;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final boolean looksItself() {
        return true;
    }

    /** Three JVMs, all to be compiled. */
    @Override
    public final int warmUpSeconds() {
        return 10;
    }

    @Override
    public final Target open(final TargetPlan plan) throws IOException {
        return new ReplicatedTarget(plan, form, isAcknowledged());
    }

    /** Single records, copied. */
    public static final class Copying extends ReplicatedProvider {
        /** For the service loader. */
        public Copying() {
            super(
                    "taffrail-3",
                    "the engine on three nodes, two in JVMs of their own, over loopback UDP; read once a majority has it; checksummed",
                    SendingForm.COPIED);
        }

        @Override
        public Optional<KillableCluster.Starter> cluster() {
            return Optional.of(Copying::start);
        }

        private static KillableCluster start(final ClusterPlan plan) throws IOException {
            final NodePlan first = NodePlan.first(
                    plan.directory(),
                    LeaderHere.NODES,
                    plan.electionMs(),
                    plan.heartbeatMs(),
                    Map.of("retention.ms", "-1", "retention.bytes", "-1"));
            return new NodeProcesses(first, plan.rate(), plan.valueBytes());
        }
    }

    boolean isAcknowledged() {
        return false;
    }

    /** Told by the callback. */
    public static final class Acknowledging extends ReplicatedProvider {
        /** For the service loader. */
        public Acknowledging() {
            super(
                    "taffrail-3-acks",
                    "the same; received when the publisher's callback is told that a majority has it, nobody reads the log",
                    SendingForm.COPIED);
        }

        @Override
        boolean isAcknowledged() {
            return true;
        }
    }

    /** Batches of 16 records. */
    public static final class Batching extends ReplicatedProvider {
        /** For the service loader. */
        public Batching() {
            super("taffrail-3-x16", "the same, batches of 16 records", SendingForm.IN_BATCHES_OF_16);
        }
    }
}
