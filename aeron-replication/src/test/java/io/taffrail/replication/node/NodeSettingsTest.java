/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.aeron.DriverThreading;
import io.taffrail.replication.aeron.Medium;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.transport.Channel;
import io.taffrail.settings.ClockMode;
import io.taffrail.settings.Threading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
    private static final String NODES = "1@127.0.0.1:7401, 2@127.0.0.1:7402,3@127.0.0.1:7403";

    @TempDir
    Path temporary;

    @Test
    void shouldHaveTheDefaultsOfTheBuildersWhenOnlyWhatMustBeIsGiven() {
        final NodeConfig config = NodeSettings.of(settings());

        final NodeConfig built =
                NodeConfig.builder(Path.of("n2"), config.mesh()).build();
        assertEquals(Path.of("n2"), config.directory());
        assertEquals(
                Map.of(1, "127.0.0.1:7401", 2, "127.0.0.1:7402", 3, "127.0.0.1:7403"),
                config.mesh().endpoints());
        assertEquals(2, config.mesh().self());
        assertEquals(built.engine(), config.engine());
        assertEquals(built.electionMs(), config.electionMs());
        assertEquals(built.heartbeatMs(), config.heartbeatMs());
        assertEquals(built.replicaLagMs(), config.replicaLagMs());
        assertEquals(built.maxUncommittedBytes(), config.maxUncommittedBytes());
        assertEquals(built.threading(), config.threading());
        assertEquals(built.topics(), config.topics());
        assertEquals(built.secret(), config.secret());
        assertEquals(Optional.empty(), config.clusterId());
        final AeronTransportConfig mesh =
                AeronTransportConfig.builder(2).node(2, "127.0.0.1:7402").build();
        assertEquals(mesh.termLengths(), config.mesh().termLengths());
        assertEquals(mesh.mtu(), config.mesh().mtu());
        assertEquals(mesh.medium(), config.mesh().medium());
        assertEquals(mesh.directory(), config.mesh().directory());
        assertEquals(mesh.threading(), config.mesh().threading());
    }

    @Test
    void shouldTakeEveryValueWhenItIsGiven() throws IOException {
        final UUID cluster = NodeIdentity.newId();
        final Path secret = Files.writeString(temporary.resolve("secret"), " a b\n");

        final NodeConfig config = NodeSettings.of(settings(
                "cluster.id", NodeIdentity.text(cluster),
                "cluster.secret.file", secret.toString(),
                "election.timeout.ms", "900",
                "heartbeat.interval.ms", "90",
                "replica.lag.time.max.ms", "700",
                "max.uncommitted.bytes", "4096",
                "claim.timeout.ms", "800",
                "max.block.ms", "7",
                "clock", "precise",
                "counter.capacity", "128",
                "threading", "invoker",
                "idle.strategy", "busy-spin",
                "unclean.leader.election.enable", "FALSE",
                "aeron.medium", "ipc",
                "aeron.mtu.length", "4096",
                "aeron.term.length.control", "65536",
                "aeron.term.length.live", "131072",
                "aeron.term.length.catch-up", "262144",
                "aeron.driver.directory", "/tmp/d",
                "aeron.dir", "/dev/shm/driver"));

        assertEquals(Optional.of(cluster), config.clusterId());
        assertEquals("a b", config.secret());
        assertEquals(900, config.electionMs());
        assertEquals(90, config.heartbeatMs());
        assertEquals(700, config.replicaLagMs());
        assertEquals(4096, config.maxUncommittedBytes());
        assertEquals(800, config.engine().claimTimeoutMs());
        assertEquals(7, config.engine().maxBlockMs());
        assertEquals(ClockMode.PRECISE, config.engine().clock());
        assertEquals(128, config.engine().counterCapacity());
        assertEquals(Threading.INVOKER, config.engine().threading());
        assertEquals(NodeThreading.INVOKER, config.threading());
        assertEquals(DriverThreading.INVOKER, config.mesh().threading());
        assertTrue(config.idle().get() instanceof BusySpinIdleStrategy);
        assertTrue(config.mesh().driverIdle().get() instanceof BusySpinIdleStrategy);
        assertEquals(Medium.IPC, config.mesh().medium());
        assertEquals(4096, config.mesh().mtu());
        assertEquals(
                Map.of(Channel.CONTROL, 65536, Channel.LIVE, 131072, Channel.CATCH_UP, 262144),
                config.mesh().termLengths());
        assertEquals(Path.of("/tmp/d"), config.mesh().directory());
        assertEquals(Optional.of(Path.of("/dev/shm/driver")), config.mesh().externalDriver());
    }

    @Test
    void shouldRunTheDriverInTheReplicatorsThreadOnly() {
        final NodeConfig config = NodeSettings.of(settings("threading", "shared"));

        assertEquals(DriverThreading.INVOKER, config.mesh().threading());
        assertEquals(NodeThreading.DEDICATED, config.threading());
        assertEquals(Threading.THREADS, config.engine().threading());
    }

    @Test
    void shouldDescribeTopicsWhoseNamesHoldDots() {
        final NodeConfig config = NodeSettings.of(settings(
                "topics", "a, a.b,plain",
                "replication.factor", "2",
                "min.insync.replicas", "2",
                "topic.a.partitions", "3",
                "topic.a.b.partitions", "4",
                "topic.a.b.replication.factor", "-1",
                "topic.a.b.min.insync.replicas", "1",
                "topic.a.b.segment.bytes", "65536"));

        assertEquals(
                new ReplicatedTopic("a", 3, 2, 2, Map.of()), config.topics().get(0));
        assertEquals(
                new ReplicatedTopic("a.b", 4, 3, 1, Map.of("segment.bytes", "65536")),
                config.topics().get(1));
        assertEquals(
                new ReplicatedTopic("plain", 1, 2, 2, Map.of()), config.topics().get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "election.timout.ms | 500 | unknown setting key=election.timout.ms: did you mean election.timeout.ms?",
                "topic.orders.segment.byts | 1 | did you mean topic.orders.segment.bytes?",
                "topic.order.partitions | 1 | did you mean topic.orders.partitions?",
                "topic.orders.segment.bytes | 1 | topic.orders.segment.bytes=1 must be 65536 to 1073741824",
                "topic.orders.replication.factor | 4 | replication.factor=4 of topic=orders must be at most the number of nodes=3",
                "replication.factor | 4 | replication.factor=4 of topic=orders must be at most the number of nodes=3",
                "replication.factor | 0 | replication.factor=0 of topic=orders must be 1 or more",
                "min.insync.replicas | 4 | min.insync.replicas=4 of topic=orders must be from 1 to replication.factor=3",
                "cluster.nodes | 1@127.0.0.1:7401,2@127.0.0.1:7402,1@127.0.0.1:7403 | names node.id=1 twice",
                "cluster.nodes | 1@127.0.0.1:7401,2@127.0.0.1:7401 | must not name an endpoint twice",
                "cluster.nodes | 1@127.0.0.1:7401 | node.id=2 must be one of cluster.nodes=1@127.0.0.1:7401",
                "cluster.nodes | 2@127.0.0.1 | must be host:port",
                "cluster.nodes | 2:127.0.0.1:7402 | must be id@host:port, separated by commas",
                "cluster.nodes | 2@127.0.0.1:7402, | must be id@host:port, separated by commas",
                "cluster.nodes | '' | key=cluster.nodes must be given",
                "cluster.id | nonsense | cluster.id=nonsense must be 22 characters",
                "topics | orders,orders | names a topic twice: orders",
                "topics | __orders | __orders",
                "heartbeat.interval.ms | 400 | must be at least three times heartbeat.interval.ms=400",
                "unclean.leader.election.enable | true | see 'taffrail cluster recover'",
                "aeron.medium | ipc | aeron.medium=ipc needs aeron.dir",
                "aeron.mtu.length | 1400 | aeron.mtu.length=1400 must be a multiple of 32",
                "aeron.term.length.live | 100000 | aeron.term.length.live=100000 must be a power of two from 65536 to 1073741824",
                "cluster.secret.file | /no/such/file | must name a file that is there",
            })
    void shouldNameKeyValueAndRuleWhenAValueIsWrong(final String key, final String value, final String message) {
        final Map<String, String> settings = settings("topics", "orders");
        settings.put(key, value);

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> NodeSettings.of(settings));

        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }

    @Test
    void shouldRefuseTwoSecrets() throws IOException {
        final Path file = Files.writeString(temporary.resolve("secret"), "s");
        assertThrows(
                IllegalArgumentException.class,
                () -> NodeSettings.of(settings("cluster.secret", "s", "cluster.secret.file", file.toString())));
        Files.writeString(file, " \n");
        assertThrows(
                IllegalArgumentException.class,
                () -> NodeSettings.of(settings("cluster.secret.file", file.toString())));
    }

    @Test
    void shouldNotTellTheSecret() {
        final NodeConfig config = NodeSettings.of(settings("cluster.secret", "open sesame"));

        assertEquals("open sesame", config.secret());
        assertFalse(config.toString().contains("sesame"), config::toString);
    }

    @Test
    void shouldReadAFile() throws IOException {
        final Path file = temporary.resolve("node.properties");
        Files.writeString(file, "# a comment\nnode.id = 2\nlog.dir=/x/y\ncluster.nodes=2@h:1,\\\n  3@h:2\n");

        final NodeConfig config = NodeSettings.read(file);

        assertEquals(Path.of("/x/y"), config.directory());
        assertEquals(2, config.mesh().endpoints().size());
    }

    @Test
    void shouldRefuseAFileThatGivesASettingTwiceOrIsMissing() throws IOException {
        final Path file = temporary.resolve("node.properties");
        Files.writeString(file, "node.id=2\nlog.dir=n\nnode.id=3\n");

        final String twice = assertThrows(IllegalArgumentException.class, () -> NodeSettings.read(file))
                .getMessage();
        final String missing = assertThrows(
                        IllegalArgumentException.class, () -> NodeSettings.read(temporary.resolve("none")))
                .getMessage();

        assertEquals("setting given twice: key=node.id: file=" + file, twice);
        assertEquals("no such configuration file: file=" + temporary.resolve("none"), missing);
    }

    private static Map<String, String> settings(final String... more) {
        final Map<String, String> settings = new HashMap<>();
        settings.put("node.id", "2");
        settings.put("cluster.nodes", NODES);
        settings.put("log.dir", "n2");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
