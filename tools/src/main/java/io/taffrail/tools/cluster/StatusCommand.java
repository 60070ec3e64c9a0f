/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.NodeSettings;
import io.taffrail.replication.node.NodeStatus;
import io.taffrail.replication.node.ReplicaStatus;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail cluster status}. */
@Command(
        name = "status",
        description = {
            "Show nodes and their replicas, by the counters in their directories.",
            "Nodes that run on other machines are seen there."
        })
final class StatusCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "Configuration files of nodes on this machine, see docs/configuration.md.")
    private List<Path> files;

    @Option(names = "--json", description = "One JSON object per node.")
    private boolean isJson;

    @Override
    public void run() {
        final List<NodeStatus> nodes = files.stream()
                .map(file -> NodeStatus.read(NodeSettings.read(file)))
                .toList();
        try (Output output = Output.of(spec)) {
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                nodes.forEach(node -> print(lines, node));
            } else {
                nodes.forEach(node -> output.line(line(node)));
                printReplicas(output, nodes);
            }
        }
    }

    private static String line(final NodeStatus node) {
        return "node " + node.identity().nodeId() + " of cluster "
                + NodeIdentity.text(node.identity().clusterId()) + ": " + state(node)
                + (node.malformed() == 0 ? "" : ", malformed frames: " + node.malformed())
                + (node.refused().isEmpty() ? "" : ", refused frames: " + refused(node));
    }

    private static String state(final NodeStatus node) {
        if (!node.isRunning()) {
            return "not running" + (node.pid() < 0 ? "" : ", ran last with pid=" + node.pid());
        }
        return (node.isFailed() ? "FAILED, see 'taffrail errors'" : "running") + " pid=" + node.pid();
    }

    private static Map<String, String> refused(final NodeStatus node) {
        final Map<String, String> refused = new TreeMap<>();
        node.refused().forEach((refusal, count) -> refused.put(NodeStatus.name(refusal), Long.toString(count)));
        return refused;
    }

    private static void printReplicas(final Output output, final List<NodeStatus> nodes) {
        final List<Row> rows = new ArrayList<>();
        nodes.forEach(node -> node.replicas()
                .forEach(replica -> rows.add(new Row(node.identity().nodeId(), replica))));
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(Comparator.comparing((Row row) -> row.replica.name()).thenComparing(Row::node));
        final Table table = new Table(
                "partition",
                "node",
                "role",
                "term",
                "leader",
                "start",
                "end",
                "durable",
                "hw",
                "in sync",
                "elections",
                "standing",
                "gaps",
                "refused",
                "followers behind");
        for (final Row row : rows) {
            final ReplicaStatus replica = row.replica;
            table.row(
                    replica.name(),
                    row.node,
                    role(replica),
                    replica.term(),
                    replica.leader() < 0 ? "-" : replica.leader(),
                    replica.logStartOffset(),
                    replica.endOffset(),
                    replica.durableOffset(),
                    replica.highWatermark(),
                    replica.isLeading() ? replica.inSync() : "",
                    replica.elections(),
                    NodeStatus.name(replica.standing()),
                    replica.gaps(),
                    replica.refusedFrames(),
                    replica.followers().stream().map(StatusCommand::text).collect(Collectors.joining(" ")));
        }
        output.line("");
        table.print(output);
    }

    private static String role(final ReplicaStatus replica) {
        return replica.role() == null ? "FAILED" : NodeStatus.name(replica.role());
    }

    /** As {@code 2:0}: node 2 is 0 offsets behind. */
    private static String text(final ReplicaStatus.Follower follower) {
        return follower.node() + ":" + (follower.lag() < 0 ? "unknown" : follower.lag())
                + (follower.isCatchingUp() ? "(catching up)" : "");
    }

    private static void print(final JsonLines lines, final NodeStatus node) {
        lines.line(json -> json.put("node", node.identity().nodeId())
                .put("clusterId", NodeIdentity.text(node.identity().clusterId()))
                .put("directoryId", NodeIdentity.text(node.identity().directoryId()))
                .put("directory", node.directory().toString())
                .put("pid", node.pid())
                .put("isRunning", node.isRunning())
                .put("isFailed", node.isFailed())
                .put("malformedFrames", node.malformed())
                .put("refusedFrames", refused(node))
                .put("replicas", node.replicas(), StatusCommand::write));
    }

    private static void write(final JsonLines json, final ReplicaStatus replica) throws IOException {
        json.put("partition", replica.name())
                .put("role", role(replica))
                .put("term", replica.term())
                .put("leader", replica.leader())
                .put("standing", NodeStatus.name(replica.standing()))
                .put("logStartOffset", replica.logStartOffset())
                .put("endOffset", replica.endOffset())
                .put("durableOffset", replica.durableOffset())
                .put("highWatermark", replica.highWatermark())
                .put("inSync", replica.inSync())
                .put("elections", replica.elections())
                .put("gaps", replica.gaps())
                .put("refusedFrames", replica.refusedFrames())
                .put("followers", replica.followers(), (each, follower) -> each.put("node", follower.node())
                        .put("lag", follower.lag())
                        .put("isCatchingUp", follower.isCatchingUp()));
    }

    private record Row(int node, ReplicaStatus replica) {}
}
