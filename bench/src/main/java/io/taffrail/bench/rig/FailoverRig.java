/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.nodes.ClusterPlan;
import io.taffrail.bench.nodes.KillableCluster;
import io.taffrail.bench.nodes.LogComparison;
import io.taffrail.bench.nodes.NodePlan;
import io.taffrail.bench.nodes.NodeStatus;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Three processes; the one that leads is killed by SIGKILL under load, again and again. Timed from right before the kill, by
 * this process, to the next commit, by the process that leads next: {@link System#nanoTime()} is the machine's monotonic
 * clock on Linux, the same in all processes. In the end all logs must be the same and hold what was acknowledged.
 */
final class FailoverRig implements Rig {
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Path directory = Scratch.create(Path.of(workload.directory()));
        final ClusterPlan plan = new ClusterPlan(
                directory,
                Integer.parseInt(workload.options().get(NodePlan.ELECTION_MS)),
                Integer.parseInt(workload.options().get(NodePlan.HEARTBEAT_MS)),
                workload.rate(),
                workload.valueBytes());
        try (KillableCluster cluster = provider.cluster().orElseThrow().start(plan)) {
            return run(workload, cluster);
        } finally {
            Scratch.delete(directory);
        }
    }

    private static Measured run(final Workload workload, final KillableCluster cluster) throws IOException {
        final Measured measured = new Measured();
        measured.settings(cluster.settings());
        final SecondHistograms failovers = new SecondHistograms(1);
        NodeStatus leader = cluster.awaitLeader(0);
        final int firstTerm = leader.leadingTerm();
        final CpuUse before = CpuUse.look();
        Parking.forNs(TimeUnit.SECONDS.toNanos(workload.seconds()));
        leader = cluster.awaitLeader(firstTerm - 1);
        for (int round = -workload.warmUp(); round < workload.bursts(); round++) {
            Parking.forNs(BETWEEN_NS);
            leader = cluster.awaitLeader(leader.leadingTerm() - 1);
            final long killedAtNs = cluster.killLeader(leader.leadingTerm());
            leader = cluster.awaitLeader(leader.leadingTerm());
            failovers.record(round, leader.committedAtNs() - killedAtNs);
            cluster.restart();
        }
        measured.share(CpuUse.look().since(before));
        measured.latencies(Figures.FAILOVER, failovers);
        measured.figure(Figures.FAILOVER + ".min", failovers.total().getMinValue());
        final int kills = workload.warmUp() + workload.bursts();
        leader = cluster.awaitLeader(0);
        measured.figure(Figures.FALSE_ELECTIONS, leader.leadingTerm() - firstTerm - kills);
        final Optional<LogComparison> comparison = cluster.compare();
        comparison.ifPresent(found -> keep(found, measured));
        return measured;
    }

    private static void keep(final LogComparison comparison, final Measured measured) {
        measured.figure(Figures.RECEIVED, comparison.records());
        measured.figure(Figures.ACKNOWLEDGED, comparison.acknowledged());
        comparison.problems().forEach(measured::fail);
    }
}
