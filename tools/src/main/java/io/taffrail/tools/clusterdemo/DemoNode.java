/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.replication.node.LeadershipListener;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of the demo: an application that embeds a node, follows what is committed, and publishes while its node leads,
 * beginning behind the last line that is in the log. It tells its parent what happens, a line each, and ends when its
 * standard input does.
 *
 * <pre>
 *   LEADS term            may publish
 *   COMMITTED nanoTime    the first record published in this reign is committed
 *   HAS records           so many are committed, as far as it knows
 * </pre>
 */
public final class DemoNode {
    private static final long REPORT_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long REST_NS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int POLL_LIMIT = 1_000;

    private final DemoPlan plan;
    private final InputLines input;
    private final PrintStream out;
    private final ReplicatedPartition partition;
    private final Subscription committed;
    private final LinePublisher publisher;
    private volatile int leadingTerm;
    private volatile boolean isOver;
    private int preparedTerm;
    private long termStart;
    private int records;
    private long reportAtNs;

    private DemoNode(final int id, final DemoPlan plan, final ReplicationNode node, final PrintStream out)
            throws IOException {
        this.plan = plan;
        this.out = out;
        this.input = InputLines.of(plan.input(), plan.records());
        this.partition = node.partition(DemoPlan.TOPIC, 0);
        this.committed = node.engine().subscribe(DemoPlan.TOPIC, StartAt.earliest());
        final Publisher orders = node.engine().publisher(DemoPlan.TOPIC);
        this.publisher = new LinePublisher(
                input, orders, partition, new AcknowledgedRecords(plan.acknowledged(id), input.count()), plan.rate());
        partition.onLeadership(new LeadershipListener() {
            @Override
            public void onLeading(final ReplicatedPartition led, final int term) {
                leadingTerm = term;
            }

            @Override
            public void onNotLeading(final ReplicatedPartition led, final int term) {
                leadingTerm = 0;
            }
        });
    }

    /**
     * Run one.
     *
     * @param arguments as {@link DemoPlan} makes them.
     * @throws IOException when its files cannot be opened.
     */
    public static void main(final String[] arguments) throws IOException {
        final int id = Integer.parseInt(arguments[0]);
        final DemoPlan plan = DemoPlan.of(arguments);
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ReplicationNode node = ReplicationNode.start(plan.config(id))) {
            final DemoNode demo = new DemoNode(id, plan, node, out);
            final Thread watch = new Thread(demo::awaitEndOfInput, "taffrail-demo-parent");
            watch.setDaemon(true);
            watch.start();
            demo.run(node);
        }
    }

    private void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (final IOException ex) {
            // the parent is gone: that is the end too
        }
        isOver = true;
    }

    private void run(final ReplicationNode node) {
        while (!isOver && node.failure() == null) {
            int work = committed.poll(record -> records++, POLL_LIMIT);
            final int term = leadingTerm;
            if (term != preparedTerm) {
                prepare(node, term);
            }
            if (term != 0 && work == 0 && partition.highWatermark() >= termStart) {
                work = publisher.publish(records, out);
            }
            report();
            if (work == 0) {
                LockSupport.parkNanos(REST_NS);
            }
        }
    }

    /** A reign begins, or ends: what is in the log then counts, once it is committed. */
    private void prepare(final ReplicationNode node, final int term) {
        preparedTerm = term;
        publisher.begin(term);
        if (term != 0) {
            termStart = node.engine().offsets(DemoPlan.TOPIC, 0).endOffset();
            out.println("LEADS " + term);
        }
    }

    private void report() {
        final long nowNs = System.nanoTime();
        if (nowNs - reportAtNs > REPORT_NS) {
            reportAtNs = nowNs;
            out.println("HAS " + records);
        }
    }
}
