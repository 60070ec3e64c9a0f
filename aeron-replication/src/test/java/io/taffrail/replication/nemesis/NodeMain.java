/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.node.LeadershipListener;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicatedTopic;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.transport.Channel;
import io.taffrail.settings.EngineConfig;
import io.taffrail.testsupport.history.HistoryFile;
import io.taffrail.testsupport.history.HistoryRecorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The process of a node; see {@link Life} for its arguments. Answers each line of its input with one of its own, says
 * when it leads, and dies at once when the input ends without {@code end}.
 */
final class NodeMain {
    static final String TOPIC = "orders";

    /** Milliseconds. */
    static final int ELECTION = 600;

    private static final int HEARTBEAT = 60;
    private static final int REPLICA_LAG = 1_500;
    private static final int CLAIM_TIMEOUT = 2_000;
    private static final int PUBLISHERS = 2;
    private static final int PROCESSES = 10;

    private final ReplicationNode node;
    private final ReplicatedPartition partition;
    private final HistoryRecorder history;
    private final List<Publishing> publishers = new ArrayList<>();

    private NodeMain(final Life life, final HistoryRecorder history) {
        this.history = history;
        node = ReplicationNode.start(config(life));
        partition = node.partition(TOPIC, 0);
        partition.onLeadership(new Announcer());
        for (int i = 1; i <= PUBLISHERS; i++) {
            final int process = life.node() * PROCESSES + i;
            publishers.add(new Publishing(
                    node,
                    partition,
                    life.promise().acks(),
                    history.process(process),
                    Value.first(process, life.number())));
        }
        publishers.forEach(publishing -> start("publisher", publishing));
        start("reader", new Reading(node, partition, history.process(life.node() * PROCESSES)));
    }

    /** The process in a history that reads everything on a node in the end. */
    static int lastReader(final int node) {
        return node * PROCESSES + PROCESSES - 1;
    }

    public static void main(final String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> die(ex));
        final Life life = Life.of(arguments);
        final HistoryFile file = HistoryFile.append(life.history());
        final NodeMain main = new NodeMain(life, HistoryRecorder.to(file));
        say("started");
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            say(main.answer(line));
            if (line.equals("end")) {
                Runtime.getRuntime().halt(0);
            }
        }
        Runtime.getRuntime().halt(1);
    }

    private String answer(final String command) throws IOException {
        final String[] words = command.split(" ");
        return switch (words[0]) {
            case "quiet" -> quiet();
            case "state" -> state();
            case "read" -> "read " + new Reading(node, partition, history.process(lastReader(node.id()))).readAll();
            case "clock" -> {
                System.setProperty(Clocks.OFFSET, words[1]);
                yield command;
            }
            case "end" -> {
                node.close();
                yield "ended";
            }
            default -> throw new IllegalArgumentException("command=" + command);
        };
    }

    private String quiet() {
        publishers.forEach(Publishing::end);
        return "quiet";
    }

    /** See {@link NodeState}. */
    private String state() {
        final boolean isQuiet = publishers.stream().allMatch(Publishing::isDone);
        final long acknowledged =
                publishers.stream().mapToLong(Publishing::acknowledged).sum();
        return new NodeState(
                        partition.leader(),
                        partition.highWatermark(),
                        node.engine().offsets(TOPIC, 0).endOffset(),
                        acknowledged,
                        isQuiet,
                        node.failure() != null
                                || node.replicator().replicas().get(0).failure() != null,
                        node.replicator().replicas().get(0).member().standing().name())
                .text();
    }

    private static NodeConfig config(final Life life) {
        final AeronTransportConfig.Builder mesh = AeronTransportConfig.builder(life.node())
                .directory(life.driver())
                .termLength(Channel.CONTROL, 64 << 10)
                .termLength(Channel.LIVE, 256 << 10)
                .termLength(Channel.CATCH_UP, 256 << 10)
                .driverIdle(NodeMain::idle);
        life.endpoints().forEach(mesh::node);
        final Map<String, String> settings = Map.of(
                "retention.ms", // else a clock that jumps deletes
                "-1",
                "segment.bytes",
                "65536",
                "max.message.bytes",
                "16384",
                "flush.ms",
                "20",
                "durability",
                life.promise().durability().text());
        return NodeConfig.builder(life.directory(), mesh.build())
                .timeouts(ELECTION, HEARTBEAT)
                .replicaLagMs(REPLICA_LAG)
                .maxUncommittedBytes(life.promise().maxUncommittedBytes())
                .secret("secret")
                .engine(EngineConfig.builder()
                        .maxBlockMs(20)
                        .claimTimeoutMs(CLAIM_TIMEOUT)
                        .build())
                .idle(NodeMain::idle)
                .topics(List.of(new ReplicatedTopic(
                        TOPIC, 1, life.endpoints().size(), life.promise().minInSync(), settings)))
                .build();
    }

    private static IdleStrategy idle() {
        return new BackoffIdleStrategy(1, 1, TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static void start(final String name, final Runnable work) {
        final Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void say(final String line) {
        System.out.println(line);
    }

    private static void die(final Throwable cause) {
        cause.printStackTrace(System.out);
        System.out.flush();
        Runtime.getRuntime().halt(2);
    }

    /** Says when the node leads. */
    private static final class Announcer implements LeadershipListener {
        @Override
        public void onLeading(final ReplicatedPartition led, final int term) {
            say("leading " + term);
        }

        @Override
        public void onNotLeading(final ReplicatedPartition led, final int term) {
            say("following " + term);
        }
    }
}
