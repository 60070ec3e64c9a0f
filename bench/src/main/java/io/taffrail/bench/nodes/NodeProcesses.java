/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of processes, each of which publishes at a fixed rate while it leads. What they were told is acknowledged, and
 * in the end what they hold, is in files.
 *
 * <p>Threading: one thread.
 */
public final class NodeProcesses implements KillableCluster {
    private static final long CAUGHT_UP_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final NodePlan plan;
    private final int rate;
    private final int valueBytes;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Path> ackFiles = new ArrayList<>();

    /**
     * Start them.
     *
     * @param plan       of the first; the others are alike.
     * @param rate       values a second.
     * @param valueBytes of a value, 8 or more.
     * @throws IOException if one cannot be started.
     */
    public NodeProcesses(final NodePlan plan, final int rate, final int valueBytes) throws IOException {
        this.plan = plan;
        this.rate = rate;
        this.valueBytes = valueBytes;
        try {
            for (int node = 1; node <= plan.ports().size(); node++) {
                nodes.add(new NodeProcess(plan.of(node, 1)));
            }
            nodes.forEach(NodeProcess::awaitReady);
            nodes.forEach(this::publish);
        } catch (final IOException | RuntimeException ex) {
            close();
            throw ex;
        }
    }

    private void publish(final NodeProcess node) {
        final Path file = plan.directory().resolve("acknowledged-" + ackFiles.size());
        ackFiles.add(file);
        node.ask("publish", rate, valueBytes, file);
    }

    @Override
    public NodeStatus awaitLeader(final int olderThan) {
        final NodeStatus[] found = new NodeStatus[1];
        Waiting.until("a node leads a term after " + olderThan + " and commits", () -> {
            for (final NodeProcess node : nodes) {
                final NodeStatus status = node.status();
                if (status.hasCommitted() && status.leadingTerm() > olderThan) {
                    found[0] = status;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    @Override
    public long killLeader(final int term) {
        for (final NodeProcess node : nodes) {
            if (node.status().leadingTerm() == term) {
                nodes.remove(node);
                return node.kill();
            }
        }
        throw new IllegalStateException("nobody leads term=" + term + " any more");
    }

    @Override
    public void restart() throws IOException {
        for (int id = 1; id <= plan.ports().size(); id++) {
            final int missing = id;
            if (nodes.stream().noneMatch(node -> node.node() == missing)) {
                final NodeProcess started = new NodeProcess(plan.of(id, 1));
                nodes.add(started);
                started.awaitReady();
                publish(started);
            }
        }
        long nowNs;
        do {
            nowNs = System.nanoTime();
            awaitAll(highWatermark());
        } while (System.nanoTime() - nowNs > CAUGHT_UP_NS);
    }

    private long highWatermark() {
        return nodes.stream()
                .mapToLong(node -> node.status().highWatermark())
                .max()
                .orElse(0);
    }

    private void awaitAll(final long offset) {
        Waiting.until("all nodes know offset=" + offset + " as committed", () -> nodes.stream()
                .allMatch(node -> node.status().highWatermark() >= offset));
    }

    @Override
    public Optional<LogComparison> compare() throws IOException {
        final LogComparison comparison = new LogComparison(dump());
        for (final Path file : ackFiles) {
            comparison.check(file);
        }
        return Optional.of(comparison);
    }

    /** Publish no more; wait until all hold the same; write it to files, one for each node: see {@link LogDump}. */
    private List<Path> dump() {
        long end = 0;
        for (final NodeProcess node : nodes) {
            end = Math.max(end, Long.parseLong(node.ask("rest")[0]));
        }
        awaitAll(end);
        final List<Path> files = new ArrayList<>();
        for (final NodeProcess node : nodes) {
            final Path file = plan.directory().resolve("node-" + node.node() + ".dump");
            node.ask("dump", file);
            files.add(file);
        }
        return files;
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nodes", plan.ports().size() + ", a JVM each; each publishes while it leads");
        settings.putAll(Nodes.settings());
        settings.put("clock", "monotonic, of the machine");
        return settings;
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
