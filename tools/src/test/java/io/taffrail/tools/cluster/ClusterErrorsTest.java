/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators get wrong: the exit code, the message, and that nothing was changed. */
@Timeout(120)
class ClusterErrorsTest {
    @TempDir
    Path temporary;

    private TestCluster cluster;
    private Shell shell;

    @BeforeEach
    void configure() throws IOException {
        cluster = new TestCluster(temporary, 3);
        shell = new Shell(temporary);
    }

    @Test
    void shouldNameTheNearestKeyWhenAKeyIsUnknown() throws IOException {
        cluster.write(1, "election.timout.ms=500");

        refusedEverywhere("unknown setting key=election.timout.ms: did you mean election.timeout.ms?");
    }

    @Test
    void shouldRefuseANodeIdThatIsUsedTwice() throws IOException {
        cluster.replace(1, "2@127", "1@127");

        refusedEverywhere("names node.id=1 twice");
    }

    @Test
    void shouldRefuseAReplicationFactorAboveTheNumberOfNodes() throws IOException {
        cluster.write(1, "replication.factor=4");

        refusedEverywhere("replication.factor=4 of topic=orders must be at most the number of nodes=3");
    }

    @Test
    void shouldRefuseAnUncleanElectionAndSayWhatToDo() throws IOException {
        cluster.write(1, "unclean.leader.election.enable=true");

        refusedEverywhere("see 'taffrail cluster recover'");
    }

    @Test
    void shouldRefuseADirectoryThatIsNotFormatted() {
        final String message = "not formatted for a cluster: dir=" + cluster.directory(1);

        assertEquals(1, node());
        shell.assertError(message);
        assertEquals(2, node("--check-config"));
        shell.assertError(message);
        assertEquals(1, shell.run("cluster", "status", "--config", config()));
        shell.assertError(message);
        assertFalse(Files.exists(cluster.directory(1)));
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherNode() throws IOException {
        format();
        final String before = Files.readString(cluster.directory(1).resolve("node.properties"));
        cluster.replace(2, cluster.directory(2).toString(), cluster.directory(1).toString());

        assertEquals(1, shell.run("node", "--config", cluster.config(2).toString()));
        shell.assertError(
                "belongs to another node: dir=" + cluster.directory(1) + " found node.id=1 expected node.id=2");
        assertEquals(
                2,
                shell.run(
                        "node", "--check-config", "--config", cluster.config(2).toString()));
        assertEquals(
                1, shell.run("cluster", "format", "--config", cluster.config(2).toString()));
        shell.assertError("formatted already");
        unchanged(before);
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherCluster() throws IOException {
        format();
        final String before = Files.readString(cluster.directory(1).resolve("node.properties"));
        final String other = NodeIdentity.text(NodeIdentity.newId());
        cluster.write(1, "cluster.id=" + other);

        assertEquals(1, node());
        shell.assertError("belongs to another cluster: dir=" + cluster.directory(1));
        assertEquals(2, node("--check-config"));
        shell.assertError("expected cluster.id=" + other);
        unchanged(before);
    }

    @Test
    void shouldSayWhichAddressIsInUse() throws IOException {
        format();
        final String before = Files.readString(cluster.directory(1).resolve("node.properties"));
        try (DatagramSocket other = new DatagramSocket(null)) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), cluster.port(1)));

            assertEquals(1, node());
        }

        shell.assertError("node=1 cannot listen at endpoint=127.0.0.1:" + cluster.port(1));
        unchanged(before);
        assertEquals(0, node("--check-config"), shell::err);
    }

    @Test
    void shouldRefuseAnotherClusterIdThanTheConfigurationHas() throws IOException {
        final String own = NodeIdentity.text(NodeIdentity.newId());
        final String other = NodeIdentity.text(NodeIdentity.newId());
        cluster.write(1, "cluster.id=" + own);

        assertEquals(2, shell.run("cluster", "format", "--config", config(), "--cluster-id", other));
        shell.assertError("must be cluster.id=" + own + " of the configuration");
        assertEquals(2, shell.run("cluster", "format", "--config", config(), "--cluster-id", "nonsense"));
        assertFalse(Files.exists(cluster.directory(1)));

        assertEquals(0, shell.run("cluster", "format", "--config", config()), shell::err);
        assertTrue(shell.out().endsWith("cluster.id=" + own + "\n"), shell::out);
    }

    @Test
    void shouldNotFormatADirectoryThatHoldsRecords() throws IOException {
        Files.createDirectories(cluster.directory(1).resolve("data"));

        assertEquals(1, shell.run("cluster", "format", "--config", config()));

        shell.assertError("holds records, and does not say of which node");
        assertFalse(Files.exists(cluster.directory(1).resolve("node.properties")));
    }

    @Test
    void shouldNotAskANodeThatDoesNotRun() {
        format();

        assertEquals(1, transfer("orders", 0));
        shell.assertError("node=1 does not run");
        assertEquals(2, transfer("order", 0));
        shell.assertError("unknown topic: topic=order");
        assertEquals(2, transfer("orders", 1));
        shell.assertError("unknown partition: topic=orders partition=1");
    }

    @Test
    void shouldRecoverOnlyWhatMayBeRecovered() {
        assertEquals(0, shell.run("cluster", "format", "--replace", "--config", config()), shell::err);

        assertEquals(1, recover("--topic", "orders", "--partition", "0", "--accept-loss"));
        shell.assertError("never ran");
        assertEquals(2, recover());
        assertEquals(2, recover("--topic", "orders"));
        assertFalse(Files.exists(cluster.directory(1).resolve("data")));
    }

    private int recover(final String... more) {
        final String[] args = new String[more.length + 4];
        System.arraycopy(new String[] {"cluster", "recover", "--config", config()}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return shell.run(args);
    }

    private int transfer(final String topic, final int partition) {
        return shell.run(
                "cluster",
                "transfer-leader",
                "--config",
                config(),
                "--topic",
                topic,
                "--partition",
                Integer.toString(partition),
                "--to",
                "2");
    }

    private void format() {
        assertEquals(0, shell.run("cluster", "format", "--config", config()), shell::err);
    }

    private int node(final String... more) {
        final String[] args = new String[more.length + 3];
        System.arraycopy(new String[] {"node", "--config", config()}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return shell.run(args);
    }

    private String config() {
        return cluster.config(1).toString();
    }

    private void refusedEverywhere(final String message) {
        assertEquals(2, node());
        shell.assertError(message);
        assertEquals(2, node("--check-config"));
        shell.assertError(message);
        assertEquals(2, shell.run("cluster", "format", "--config", config()));
        shell.assertError(message);
        assertEquals(2, shell.run("cluster", "status", "--config", config()));
        shell.assertError(message);
        assertFalse(Files.exists(cluster.directory(1)));
    }

    private void unchanged(final String before) throws IOException {
        assertEquals(before, Files.readString(cluster.directory(1).resolve("node.properties")));
        assertFalse(Files.exists(cluster.directory(1).resolve("data")));
    }
}
