/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A node in a process of its own. It answers what it is asked line by line, and ends with its input. */
public final class NodeMain {
    static final String READY = "ready";
    static final String STATUS = "status";

    private NodeMain() {}

    /**
     * Run a node.
     *
     * @param arguments its plan.
     * @throws IOException if its files cannot be made.
     */
    public static void main(final String[] arguments) throws IOException {
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ReplicationNode node = Nodes.start(NodePlan.parse(List.of(arguments)))) {
            System.out.println(READY);
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                final String[] words = line.split(" ", -1);
                System.out.println(words[0] + " " + answer(words, node));
            }
        }
        System.exit(0);
    }

    private static String answer(final String[] words, final ReplicationNode node) {
        final ReplicatedPartition partition = node.partition(Nodes.TOPIC, 0);
        return switch (words[0]) {
            case STATUS -> partition.highWatermark() + " " + partition.leader();
            default -> throw new IllegalArgumentException("no request '" + words[0] + "'");
        };
    }
}
