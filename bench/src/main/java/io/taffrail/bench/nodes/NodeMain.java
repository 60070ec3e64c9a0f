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
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;

/** A node in a process of its own. It answers what it is asked line by line, and ends with its input. */
public final class NodeMain {
    /** In front of answers: whatever else is printed is the JVM's. */
    public static final String ANSWER = "@";

    /** Said once it takes part in elections. */
    public static final String READY = "ready";

    private final ReplicationNode node;
    private LeadingPublisher publisher;

    private NodeMain(final ReplicationNode node) {
        this.node = node;
    }

    /**
     * Run a node.
     *
     * @param arguments its plan.
     * @throws IOException if its files cannot be made.
     */
    public static void main(final String[] arguments) throws IOException {
        try (ReplicationNode node = Nodes.start(NodePlan.parse(List.of(arguments)))) {
            System.out.println(ANSWER + READY);
            new NodeMain(node).serve();
        }
        System.exit(0);
    }

    private void serve() throws IOException {
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            final String[] words = line.split(" ", -1);
            System.out.println(ANSWER + words[0] + " " + answer(words));
        }
        CloseHelper.close(publisher);
    }

    private String answer(final String[] words) throws IOException {
        switch (words[0]) {
            case "status":
                final ReplicatedPartition partition = node.partition(Nodes.TOPIC, 0);
                return partition.highWatermark() + " " + (publisher == null ? "0 0" : publisher.status());
            case "publish":
                publisher = new LeadingPublisher(
                        node, Integer.parseInt(words[1]), Integer.parseInt(words[2]), Path.of(words[3]));
                return "";
            case "rest":
                publisher.close();
                return Long.toString(node.engine().offsets(Nodes.TOPIC, 0).endOffset());
            case "dump":
                LogDump.write(node, Path.of(words[1]));
                return "";
            default:
                throw new IllegalArgumentException("no request '" + words[0] + "'");
        }
    }
}
