/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.nodes.LogComparison;
import io.taffrail.bench.nodes.NodePlan;
import io.taffrail.bench.nodes.NodeProcesses;
import io.taffrail.bench.nodes.NodeStatus;
import io.taffrail.bench.nodes.Nodes;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Three processes; the one that leads is killed by SIGKILL under load, again and again. Timed from right before the kill, by
 * this process, to the next commit, by the process that leads next: {@link System#nanoTime()} is the machine's monotonic
 * clock on Linux, the same in all processes. In the end all logs must be the same and hold what was acknowledged.
 */
final class FailoverRig implements Rig {
    private static final int NODES = 3;
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Path directory = Scratch.create(Path.of(workload.directory()));
        try {
            final NodePlan plan = NodePlan.first(
                    directory,
                    NODES,
                    Integer.parseInt(workload.options().get(NodePlan.ELECTION_MS)),
                    Integer.parseInt(workload.options().get(NodePlan.HEARTBEAT_MS)),
                    Map.of("retention.ms", "-1", "retention.bytes", "-1"));
            try (NodeProcesses nodes = new NodeProcesses(plan, workload.rate(), workload.valueBytes())) {
                return run(workload, nodes);
            }
        } finally {
            Scratch.delete(directory);
        }
    }

    private static Measured run(final Workload workload, final NodeProcesses nodes) throws IOException {
        final Measured measured = new Measured();
        measured.settings(settings());
        final SecondHistograms failovers = new SecondHistograms(1);
        NodeStatus leader = nodes.awaitLeader(0);
        final int firstTerm = leader.leadingTerm();
        final CpuUse before = CpuUse.look();
        Parking.forNs(TimeUnit.SECONDS.toNanos(workload.seconds()));
        leader = nodes.awaitLeader(firstTerm - 1);
        for (int round = -workload.warmUp(); round < workload.bursts(); round++) {
            Parking.forNs(BETWEEN_NS);
            leader = nodes.awaitLeader(leader.leadingTerm() - 1);
            final long killedAtNs = nodes.killLeader(leader.leadingTerm());
            leader = nodes.awaitLeader(leader.leadingTerm());
            failovers.record(round, leader.committedAtNs() - killedAtNs);
            nodes.restart();
        }
        measured.share(CpuUse.look().since(before));
        measured.latencies(Figures.FAILOVER, failovers);
        measured.figure(Figures.FAILOVER + ".min", failovers.total().getMinValue());
        final int kills = workload.warmUp() + workload.bursts();
        leader = nodes.awaitLeader(0);
        measured.figure(Figures.FALSE_ELECTIONS, leader.leadingTerm() - firstTerm - kills);
        compare(nodes, measured);
        return measured;
    }

    private static void compare(final NodeProcesses nodes, final Measured measured) throws IOException {
        final LogComparison comparison = new LogComparison(nodes.dump());
        nodes.ackFiles().forEach(comparison::check);
        measured.figure(Figures.RECEIVED, comparison.records());
        measured.figure(Figures.ACKNOWLEDGED, comparison.acknowledged());
        comparison.problems().forEach(measured::fail);
    }

    private static Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nodes", NODES + ", a JVM each; each publishes while it leads");
        settings.putAll(Nodes.settings());
        settings.put("clock", "monotonic, of the machine");
        return settings;
    }
}
