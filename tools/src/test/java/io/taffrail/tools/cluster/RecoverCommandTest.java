/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.NodeRecovery;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cluster recover} as an operator uses it: what docs/operations.md says of a majority that is lost. */
@Timeout(120)
class RecoverCommandTest {
    private static final String[] ORDERS = {"--topic", "orders", "--partition", "0"};
    private static final String[] ACCEPT = {"--topic", "orders", "--partition", "0", "--accept-loss"};

    @TempDir
    Path temporary;

    private TestCluster cluster;
    private Shell shell;
    private String clusterId;

    @BeforeEach
    void format() throws IOException {
        cluster = new TestCluster(temporary, 3);
        shell = new Shell(temporary);
        clusterId = NodeIdentity.text(NodeIdentity.newId());
        for (int node = 1; node <= 3; node++) {
            cluster.replace(node, "election.timeout.ms=2000", "election.timeout.ms=1500");
            format(node);
        }
    }

    @Test
    void shouldLeadWithWhatIsLeftWhenTheLossIsAccepted() throws IOException {
        final Path backup = temporary.resolve("backup");
        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 2, 3)) {
            nodes.publish(0, 120);
            nodes.read(1, 120);
        }
        copy(cluster.directory(1).resolve("data"), backup);
        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 2, 3)) {
            nodes.publish(120, 200);
        }
        for (int node = 1; node <= 3; node++) {
            delete(cluster.directory(node));
        }
        format(1, "--replace");
        format(2, "--replace");
        copy(backup, cluster.directory(1).resolve("data"));
        shouldElectNobody(1, 2);

        final String restored = report(1);
        assertEquals(restored, report(1), "looking has changed something");
        final String empty = report(2);
        assertTrue(restored.startsWith("orders-0 on node 1: endOffset="), restored);
        assertTrue(restored.contains("may have forgotten what it acknowledged\n"), restored);
        assertTrue(empty.startsWith("orders-0 on node 2: endOffset=0 lastTerm=0 "), empty);
        final String endOffset = restored.replaceAll("(?s).*?endOffset=(\\d+) .*", "$1");
        assertTrue(restored.contains("what may be lost: every record that this replica does not hold"), restored);
        assertTrue(restored.contains("(offsets from " + endOffset + " on)"), restored);
        accept(1);
        accept(2);

        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 2)) {
            assertEquals(1, nodes.awaitLeader());
            assertEquals(EmbeddedNodes.values(0, 120), nodes.read(1, 120));
            nodes.publish(200, 210);
            assertEquals(130, nodes.read(2, 130).size());
        }
    }

    @Test
    void shouldLoseNothingWhenAReplicaThatVotesHoldsEverything() throws IOException {
        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 2, 3)) {
            nodes.publish(0, 100);
            nodes.read(3, 100);
        }
        delete(cluster.directory(1));
        delete(cluster.directory(2));
        format(1, "--replace");
        if (recover(3, "--accept-directory", "1") == 0) {
            assertTrue(shell.out().startsWith("node 1 may come with another directory than directory.id="), shell::out);
            assertTrue(shell.out().endsWith("noted in " + log(3) + "\n"), shell::out);
        } else { // followers that never met while the leader led: any directory will do
            shell.assertError("no directory of node=1 is known to node=3");
        }
        shouldElectNobody(1, 3);

        assertEquals(1, recover(3, ACCEPT));
        shell.assertError("replica votes already: partition=orders-0 node=3");
        accept(1);

        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 3)) {
            assertEquals(3, nodes.awaitLeader());
            nodes.publish(100, 110);
            assertEquals(EmbeddedNodes.values(0, 110), nodes.read(1, 110));
        }
    }

    @Test
    void shouldRefuseWhatIsNoDecision() throws IOException {
        new EmbeddedNodes(cluster, 1).close();

        refused(2, "--topic", recover(1, "--accept-loss"));
        refused(2, "--topic", recover(1));
        refused(2, "unknown topic: topic=order", recover(1, "--topic", "order", "--partition", "0", "--accept-loss"));
        refused(2, "unknown partition: topic=orders", recover(1, "--topic", "orders", "--partition", "1"));
        refused(2, "expected only one match", recover(1, with(ORDERS, "--accept-directory", "2")));
        refused(2, "node=1 must be another of the nodes", recover(1, "--accept-directory", "1"));
        refused(2, "node=4 must be another of the nodes", recover(1, "--accept-directory", "4"));
        refused(1, "no directory of node=2 is known to node=1", recover(1, "--accept-directory", "2"));
        assertFalse(Files.exists(log(1)));
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherNodeOrCluster() throws IOException {
        new EmbeddedNodes(cluster, 1).close();
        final Map<String, String> before = contents(cluster.directory(1));
        cluster.replace(2, cluster.directory(2).toString(), cluster.directory(1).toString());

        refused(1, "belongs to another node: dir=" + cluster.directory(1), recover(2, ACCEPT));
        refused(1, "belongs to another node: dir=" + cluster.directory(1), recover(2, "--accept-directory", "3"));
        cluster.write(1, "cluster.id=" + NodeIdentity.text(NodeIdentity.newId()));
        refused(1, "belongs to another cluster: dir=" + cluster.directory(1), recover(1, ACCEPT));

        assertEquals(before, contents(cluster.directory(1)));
    }

    @Test
    void shouldRefuseADirectoryThatIsNotFormattedOrNeverRan() throws IOException {
        final Map<String, String> before = contents(cluster.directory(1));
        delete(cluster.directory(2));

        refused(1, "never ran: dir=" + cluster.directory(1), recover(1, ACCEPT));
        refused(1, "not formatted for a cluster: dir=" + cluster.directory(2), recover(2, ACCEPT));

        assertEquals(before, contents(cluster.directory(1)));
        assertFalse(Files.exists(cluster.directory(2)));
    }

    @Test
    void shouldRefuseANodeThatRuns() throws IOException {
        try (EmbeddedNodes nodes = new EmbeddedNodes(cluster, 1, 2)) {
            nodes.publish(0, 10);

            refused(1, "is open already", recover(1, ORDERS));
            refused(1, "is open already", recover(1, ACCEPT));
            refused(1, "is open already", recover(1, "--accept-directory", "2"));

            nodes.publish(10, 20);
            assertEquals(EmbeddedNodes.values(0, 20), nodes.read(1, 20));
        }
        assertFalse(Files.exists(log(1)));
    }

    /** What is said of the replica, without a decision: exit code 2, and nothing is noted. */
    private String report(final int node) {
        refused(2, "nothing was changed: --accept-loss must be given to let it vote", recover(node, ORDERS));
        assertFalse(Files.exists(log(node)));
        return shell.out();
    }

    private void accept(final int node) throws IOException {
        assertEquals(0, recover(node, ACCEPT), shell::err);
        assertTrue(shell.out().endsWith("it votes from the next start on\nnoted in " + log(node) + "\n"), shell::out);
        final String noted = Files.readString(log(node));
        assertTrue(noted.contains("node=" + node + " accepted loss partition=orders-0 "), noted);
    }

    private void refused(final int expected, final String message, final int exitCode) {
        assertEquals(expected, exitCode, () -> shell.out() + shell.err());
        shell.assertError(message);
    }

    private void shouldElectNobody(final int... nodes) {
        try (EmbeddedNodes running = new EmbeddedNodes(cluster, nodes)) {
            assertFalse(running.isElectingWithinSomeTimeouts(), "an amnesiac majority elected a leader");
        }
    }

    private Path log(final int node) {
        return cluster.directory(node).resolve(NodeRecovery.LOG);
    }

    private void format(final int node, final String... more) {
        final String config = cluster.config(node).toString();
        final String[] args = {"cluster", "format", "--config", config, "--cluster-id", clusterId};
        assertEquals(0, shell.run(with(args, more)), shell::err);
    }

    private int recover(final int node, final String... more) {
        return shell.run(with(
                new String[] {
                    "cluster", "recover", "--config", cluster.config(node).toString()
                },
                more));
    }

    private static String[] with(final String[] first, final String... more) {
        return Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        for (final Path path : below(from)) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

    private static void delete(final Path directory) throws IOException {
        final List<Path> paths = below(directory);
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
    }

    /** What is in all files below a directory. */
    private static Map<String, String> contents(final Path directory) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        for (final Path path : below(directory)) {
            contents.put(
                    path.toString(),
                    Files.isDirectory(path) ? "" : Integer.toString(Arrays.hashCode(Files.readAllBytes(path))));
        }
        return contents;
    }

    /** A directory, and behind it all that is in it. */
    private static List<Path> below(final Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
