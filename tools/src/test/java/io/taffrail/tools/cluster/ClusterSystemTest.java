/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.node.NodeSettings;
import io.taffrail.replication.node.NodeStatus;
import io.taffrail.replication.node.ReplicaStatus;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three processes, as an operator has it. */
@Timeout(300)
class ClusterSystemTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);

    @TempDir
    Path temporary;

    private TestCluster cluster;
    private Shell shell;

    @Test
    void shouldFormatRunShowTransferAndStop() throws Exception {
        cluster = new TestCluster(temporary, 3);
        shell = new Shell(temporary);
        final String clusterId = format();
        assertTrue(status().contains("node 1 of cluster " + clusterId + ": not running\n"), shell::out);
        try (NodeProcess first = NodeProcess.start(cluster.config(1));
                NodeProcess second = NodeProcess.start(cluster.config(2));
                NodeProcess third = NodeProcess.start(cluster.config(3))) {
            final NodeProcess[] nodes = {null, first, second, third};
            final int leader = awaitLeader(3);

            assertTrue(nodes[leader].out().startsWith("node " + leader + " of cluster " + clusterId + " is up: "));
            assertTrue(nodes[leader].out().contains("orders-0: node " + leader + " leads term="));
            shouldShowAll(clusterId, leader);
            shouldRefuseWhatNeedsAStoppedNode(leader);
            final int next = leader % 3 + 1;
            shouldTransfer(leader, next);

            assertEquals(0, nodes[next].terminate(), nodes[next].err());
            assertTrue(nodes[next].out().endsWith("node " + next + " is down\n"), nodes[next].out());
            assertEquals("", nodes[next].err());
            awaitLeader(2);
            assertTrue(
                    status().contains("node " + next + " of cluster " + clusterId + ": not running, ran last with pid="
                            + nodes[next].pid()),
                    shell::out);
            for (int node = 1; node <= 3; node++) {
                if (node != next) {
                    assertEquals(0, nodes[node].terminate(), nodes[node].err());
                }
            }
        }
    }

    private String format() {
        assertEquals(
                0, shell.run("cluster", "format", "--config", cluster.config(1).toString()), shell::err);
        final String id = shell.out().lines().skip(1).findFirst().orElseThrow().replace("cluster.id=", "");
        for (int node = 2; node <= 3; node++) {
            final String config = cluster.config(node).toString();
            assertEquals(0, shell.run("cluster", "format", "--config", config, "--cluster-id", id), shell::err);
        }
        return id;
    }

    private void shouldShowAll(final String clusterId, final int leader) {
        final String text = status();
        for (int node = 1; node <= 3; node++) {
            final int number = node;
            final String role = node == leader ? "leader" : "follower";
            assertTrue(text.contains("node " + node + " of cluster " + clusterId + ": running pid="), text);
            assertTrue(
                    text.lines().anyMatch(line -> line.matches("orders-0 +" + number + " +" + role + " .*voter.*")),
                    text);
        }
        assertEquals(
                0,
                shell.run(
                        "cluster",
                        "status",
                        "--json",
                        "--config",
                        cluster.config(leader).toString()),
                shell::err);
        assertTrue(shell.out().contains("\"partition\":\"orders-0\",\"role\":\"leader\""), shell::out);
        assertEquals(
                0,
                shell.run(
                        "counters",
                        "--dir",
                        cluster.directory(leader).resolve("data").toString()),
                shell::err);
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("orders-0 replica role +3")), shell::out);
    }

    private void shouldRefuseWhatNeedsAStoppedNode(final int leader) {
        final String config = cluster.config(leader).toString();
        final String owned = "owned by another process";
        assertEquals(1, recover(config, "--topic", "orders", "--partition", "0", "--accept-loss"));
        shell.assertError(owned);
        assertEquals(1, recover(config, "--accept-directory", Integer.toString(leader % 3 + 1)));
        shell.assertError(owned);
        assertFalse(Files.exists(cluster.directory(leader).resolve("recovery.log")));
    }

    private int recover(final String config, final String... more) {
        final String[] args = new String[more.length + 4];
        args[0] = "cluster";
        args[1] = "recover";
        args[2] = "--config";
        args[3] = config;
        System.arraycopy(more, 0, args, 4, more.length);
        return shell.run(args);
    }

    private void shouldTransfer(final int leader, final int next) throws IOException {
        assertEquals(2, transfer(leader, leader));
        assertEquals(2, transfer(leader, 4));
        assertEquals(1, transfer(next, leader));
        shell.assertError("node=" + next + " does not lead orders-0: ask node=" + leader);

        assertEquals(0, transfer(leader, next), shell::err);

        assertTrue(shell.out().startsWith("orders-0: node " + next + " leads term="), shell::out);
        assertEquals(next, awaitLeader(3));
        assertEquals(1, transfer(leader, next));
        shell.assertError("node=" + leader + " does not lead orders-0");
    }

    private int transfer(final int asked, final int to) {
        return shell.run(
                "cluster",
                "transfer-leader",
                "--config",
                cluster.config(asked).toString(),
                "--topic",
                "orders",
                "--partition",
                "0",
                "--to",
                Integer.toString(to),
                "--timeout",
                "60");
    }

    private String status() {
        final String[] files = {
            cluster.config(1).toString(),
            cluster.config(2).toString(),
            cluster.config(3).toString()
        };
        assertEquals(0, shell.run("cluster", "status", "--config", files[0], files[1], files[2]), shell::err);
        return shell.out();
    }

    /** Wait until a node leads with so many replicas in sync, and they know of it; its id. */
    private int awaitLeader(final int replicas) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() - untilNs < 0) {
            for (int node = 1; node <= 3; node++) {
                final ReplicaStatus replica = replica(node);
                if (replica != null
                        && replica.isLeading()
                        && replica.inSync() == replicas
                        && followers(node) == replicas) {
                    return node;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("no leader with " + replicas + " replicas in sync: " + status());
    }

    private int followers(final int leader) {
        int known = 0;
        for (int node = 1; node <= 3; node++) {
            final ReplicaStatus replica = replica(node);
            known += replica != null && replica.leader() == leader ? 1 : 0;
        }
        return known;
    }

    private ReplicaStatus replica(final int node) {
        return NodeStatus.read(NodeSettings.read(cluster.config(node))).replica("orders", 0);
    }
}
