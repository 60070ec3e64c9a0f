/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the logs of all nodes, record by record, with what was published and with what was acknowledged. */
final class LogComparison {
    private static final int POLL_LIMIT = 10_000;

    private final DemoPlan plan;
    private final InputLines input;
    private final List<String> problems = new ArrayList<>();
    private int acknowledged;

    LogComparison(final DemoPlan plan, final InputLines input) {
        this.plan = plan;
        this.input = input;
    }

    List<String> problems() {
        return problems;
    }

    int acknowledged() {
        return acknowledged;
    }

    void run() {
        final long[] first = compareWithInput(1);
        for (int node = 2; node <= DemoPlan.NODES; node++) {
            final long[] offsets = compareWithInput(node);
            if (!Arrays.equals(first, offsets)) {
                problems.add("node " + node + " has records at other offsets than node 1");
            }
        }
        for (int node = 1; node <= DemoPlan.NODES; node++) {
            compareWithAcknowledged(node, first);
        }
    }

    /** Offsets of the records of a node, by line. */
    private long[] compareWithInput(final int node) {
        final long[] offsets = new long[input.count()];
        Arrays.fill(offsets, -1);
        final int[] next = {0};
        try (LogDirectory directory = LogDirectory.open(plan.nodeDirectory(node).resolve("data"));
                Subscription records = directory.subscribe(DemoPlan.TOPIC, StartAt.earliest())) {
            int polled;
            do {
                polled = records.poll(
                        record -> {
                            final int line = next[0]++;
                            if (line >= offsets.length || !Arrays.equals(record.value(), input.line(line))) {
                                problems.add(
                                        "node " + node + " has at offset " + record.offset() + " not line " + line);
                            } else {
                                offsets[line] = record.offset();
                            }
                        },
                        POLL_LIMIT);
            } while (polled > 0 && problems.isEmpty());
        }
        if (next[0] != input.count() && problems.isEmpty()) {
            problems.add("node " + node + " has " + next[0] + " records of " + input.count());
        }
        return offsets;
    }

    private void compareWithAcknowledged(final int node, final long[] offsets) {
        final AcknowledgedRecords answers = new AcknowledgedRecords(plan.acknowledged(node), input.count());
        for (int line = 0; line < input.count(); line++) {
            final long offset = answers.offset(line);
            if (offset >= 0) {
                acknowledged++;
                if (offset != offsets[line]) {
                    problems.add("line " + line + " was acknowledged at offset " + offset + " by node " + node
                            + ", and is at " + offsets[line]);
                }
            }
        }
    }
}
