/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.testsupport.history.Expectations;
import io.taffrail.testsupport.history.History;
import io.taffrail.testsupport.history.HistoryChecker;
import io.taffrail.testsupport.history.HistoryFile;
import io.taffrail.testsupport.history.HistoryReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run: a cluster, a nemesis, and what must be so when all is good again. */
final class NemesisRun {
    private final Plan plan;
    private final RealCluster cluster;
    private final Nemesis nemesis;
    private final long sinceNs = System.nanoTime();

    private NemesisRun(final Plan plan, final RealCluster cluster) {
        this.plan = plan;
        this.cluster = cluster;
        this.nemesis = new Nemesis(cluster, plan);
    }

    /**
     * Run.
     *
     * @param directory in which files are made.
     * @param plan      what is done.
     * @return what happened, in a line.
     * @throws AssertionError with what was done before something went wrong.
     */
    static String run(final Path directory, final Plan plan) throws IOException, InterruptedException {
        return run(directory, plan, nemesis -> {
            for (int cycle = 0; cycle < plan.cycles(); cycle++) {
                nemesis.strike();
            }
        });
    }

    /** As above, with deeds that no seed draws. */
    static String run(final Path directory, final Plan plan, final Deeds deeds)
            throws IOException, InterruptedException {
        try (RealCluster cluster = new RealCluster(directory, plan)) {
            final NemesisRun run = new NemesisRun(plan, cluster);
            try {
                return run.run(deeds);
            } catch (final AssertionError | RuntimeException ex) {
                throw new AssertionError(
                        plan + " " + plan.promise() + " files in " + directory + ": " + ex.getMessage() + "\n"
                                + String.join("\n", run.nemesis.deeds()) + "\nerrors: " + cluster.errors(),
                        ex);
            }
        }
    }

    private String run(final Deeds deeds) throws IOException, InterruptedException {
        awaitAcknowledged();
        deeds.by(nemesis);
        nemesis.heal();
        if (plan.faults().contains(Fault.FULL_DISK)) {
            restartFailed();
        }
        awaitAcknowledged();
        settle();
        cluster.nodes().forEach(node -> cluster.node(node).ask("read"));
        cluster.end();
        final String traffic = "packets=" + cluster.network().carried() + " lost="
                + cluster.network().lost();

        final HistoryReport report = check(HistoryFile.read(cluster.histories()));
        final long records = ClosedLogs.compare(cluster);
        assertEquals(List.of(), cluster.errors(), "what nodes said and logged");
        return "network=" + plan.arrangement() + " nodes=" + plan.nodes() + " seed=" + plan.seed() + " faults="
                + nemesis.struck() + " " + plan.promise()
                + " records=" + records + " " + traffic + " seconds="
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNs) + " "
                + report.toString().strip();
    }

    /** A node that could not remember its votes takes no part until somebody starts it again. */
    private void restartFailed() {
        for (final int node : cluster.nodes()) {
            if (cluster.node(node).state().hasFailed()) {
                cluster.kill(node);
                cluster.start(node);
            }
        }
    }

    /** Somebody leads, and what is published is acknowledged. */
    private void awaitAcknowledged() {
        final long before = acknowledged();
        Await.until(() -> "more than " + before + " acknowledged: " + states(), () -> acknowledged() > before);
    }

    private long acknowledged() {
        return states().stream().mapToLong(NodeState::acknowledged).sum();
    }

    private List<NodeState> states() {
        return cluster.nodes().stream().map(node -> cluster.node(node).state()).toList();
    }

    /** Nobody publishes any more, all have the same, and nobody has failed. */
    private void settle() {
        cluster.nodes().forEach(node -> cluster.node(node).ask("quiet"));
        Await.until(() -> "all nodes are there: " + states(), () -> isSettled(states()));
    }

    private static boolean isSettled(final List<NodeState> states) {
        if (states.stream().anyMatch(NodeState::hasFailed)) {
            throw new AssertionError("a replica has failed: " + states); // for good
        }
        final NodeState first = states.get(0);
        return first.leader() > 0
                && states.stream()
                        .allMatch(state -> state.isQuiet()
                                && state.isVoter()
                                && state.leader() == first.leader()
                                && state.endOffset() == first.endOffset()
                                && state.highWatermark() == state.endOffset());
    }

    /** By what anybody read, and by what each node has in the end. */
    private HistoryReport check(final History history) {
        final HistoryReport report = HistoryChecker.check(history, Expectations.strict());
        report.assertValid();
        for (final int node : cluster.nodes()) {
            final int reader = NodeMain.lastReader(node);
            HistoryChecker.check(history, Expectations.strict().readBy(process -> process == reader))
                    .assertValid();
        }
        return report;
    }

    /** What is done to the cluster. */
    @FunctionalInterface
    interface Deeds {
        void by(Nemesis nemesis) throws IOException, InterruptedException;
    }
}
