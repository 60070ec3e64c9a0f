/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingDefinition.Change;
import io.taffrail.settings.ValueRule;
import io.taffrail.settings.ValueRule.OneOf;
import io.taffrail.settings.ValueRule.PowerOfTwo;
import io.taffrail.settings.ValueRule.Text;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every key of a node's configuration file: its type, default, valid values and meaning, each in one place. {@link
 * NodeSettings} reads the file.
 *
 * <p>{@code docs/configuration.md} shows the same two tables; a test compares them cell by cell.
 */
public final class NodeSettingKeys {
    static final String NODE_ID = "node.id";
    static final String CLUSTER_ID = "cluster.id";
    static final String CLUSTER_NODES = "cluster.nodes";
    static final String CLUSTER_SECRET = "cluster.secret";
    static final String CLUSTER_SECRET_FILE = "cluster.secret.file";
    static final String LOG_DIR = "log.dir";
    static final String TOPICS = "topics";
    static final String REPLICATION_FACTOR = "replication.factor";
    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String PARTITIONS = "partitions";
    static final String ELECTION_TIMEOUT_MS = "election.timeout.ms";
    static final String HEARTBEAT_INTERVAL_MS = "heartbeat.interval.ms";
    static final String REPLICA_LAG_TIME_MAX_MS = "replica.lag.time.max.ms";
    static final String MAX_UNCOMMITTED_BYTES = "max.uncommitted.bytes";
    static final String UNCLEAN_LEADER_ELECTION_ENABLE = "unclean.leader.election.enable";
    static final String CLAIM_TIMEOUT_MS = "claim.timeout.ms";
    static final String MAX_BLOCK_MS = "max.block.ms";
    static final String CLOCK = "clock";
    static final String COUNTER_CAPACITY = "counter.capacity";
    static final String THREADING = "threading";
    static final String IDLE_STRATEGY = "idle.strategy";
    static final String AERON_MEDIUM = "aeron.medium";
    static final String AERON_MTU_LENGTH = "aeron.mtu.length";
    static final String AERON_TERM_LENGTH_CONTROL = "aeron.term.length.control";
    static final String AERON_TERM_LENGTH_LIVE = "aeron.term.length.live";
    static final String AERON_TERM_LENGTH_CATCH_UP = "aeron.term.length.catch-up";
    static final String AERON_DRIVER_DIRECTORY = "aeron.driver.directory";
    static final String AERON_DIR = "aeron.dir";

    private static final String NONE = "";
    private static final int MAX_NODE = 16_383;
    private static final int HOUR_MS = 60 * 60 * 1000;
    private static final int MAX_UDP_PAYLOAD = 65_504;
    private static final PowerOfTwo TERM_LENGTH = new PowerOfTwo(64 << 10, 1 << 30);
    private static final String OURS = "Not in Kafka.";

    /** Settings of a node, in the order of the documentation. */
    public static final List<SettingDefinition> NODE = List.of(
            define(NODE_ID, WholeNumber.ofInt(0, MAX_NODE), NONE)
                    .meaning("Number of this node; one of those in `cluster.nodes`. Must be given.")
                    .kafka("Same."),
            define(CLUSTER_NODES, new Text("list", "`id@host:port`, separated by commas"), NONE)
                    .meaning("All nodes of the cluster, this one among them, and the UDP address at which each listens;"
                            + " the same on all nodes. A node binds to its own address and to no other. With"
                            + " `aeron.medium=ipc` any text stands for the address. Must be given.")
                    .kafka("`controller.quorum.voters`."),
            define(LOG_DIR, new Text("path", "a directory"), NONE)
                    .meaning("Directory of this node, made by `taffrail cluster format`: its identity, its journal, and"
                            + " below `data` its records. Must be given.")
                    .kafka("One directory only."),
            define(CLUSTER_ID, new Text("string", "22 characters, as `cluster format` prints them"), NONE)
                    .meaning(
                            "The cluster that `log.dir` must belong to. When it is left out, whatever the directory was"
                                    + " formatted for is taken.")
                    .kafka("Kept in `meta.properties` only."),
            define(CLUSTER_SECRET, new Text("string", "any text"), NONE)
                    .meaning("Secret that all nodes share: who does not know it is not let in.")
                    .kafka(OURS),
            define(CLUSTER_SECRET_FILE, new Text("path", "a file"), NONE)
                    .meaning(
                            "File that holds the secret, instead of `cluster.secret`; white space around it is ignored.")
                    .kafka(OURS),
            define(TOPICS, new Text("list", "names, separated by commas"), NONE)
                    .meaning("Topics that the cluster replicates; the same on all nodes. They are made when they are"
                            + " missing, and never deleted.")
                    .kafka("Kafka's are created by its admin client."),
            define(REPLICATION_FACTOR, WholeNumber.ofInt(-1, MAX_NODE), "-1")
                    .meaning("Nodes that hold each partition; at most as many as there are. -1: all of them.")
                    .kafka("`default.replication.factor`, default is 1."),
            define(MIN_INSYNC_REPLICAS, WholeNumber.ofInt(1, MAX_NODE), "1")
                    .meaning("Replicas, the leader included, that must be in sync for publishing; at most"
                            + " `replication.factor`. Whatever it is, a record is committed by a majority.")
                    .kafka("Same, but there it is all that `acks=all` waits for."),
            define(UNCLEAN_LEADER_ELECTION_ENABLE, falseOnly(), "false")
                    .meaning("There is no unclean election; the setting is here to say so.")
                    .kafka("May be `true`."),
            define(ELECTION_TIMEOUT_MS, WholeNumber.ofInt(3, HOUR_MS), "500")
                    .meaning("Time without a word from the leader before a follower thinks of an election, up to twice"
                            + " that; a leader that hears no majority for twice that lets others lead. Three heartbeats"
                            + " or more.")
                    .kafka("`controller.quorum.fetch.timeout.ms`, default is 2000."),
            define(HEARTBEAT_INTERVAL_MS, WholeNumber.ofInt(1, HOUR_MS), "50")
                    .meaning("Time between two heartbeats of a leader.")
                    .kafka("`broker.heartbeat.interval.ms`, default is 2000."),
            define(REPLICA_LAG_TIME_MAX_MS, WholeNumber.ofInt(1, HOUR_MS), "30000")
                    .meaning("Time that a replica may be behind and still count as in sync.")
                    .kafka("Same."),
            define(MAX_UNCOMMITTED_BYTES, WholeNumber.ofLong(1), "16777216")
                    .meaning("Bytes that publishers may be ahead of what a majority holds, in each partition; then they"
                            + " are held back.")
                    .kafka(OURS),
            define(CLAIM_TIMEOUT_MS, WholeNumber.ofInt(1, HOUR_MS), "10000")
                    .meaning("A claim that stays open longer than this is reported; a leader with one, or with a disk"
                            + " that stays full as long, lets others lead.")
                    .kafka(OURS),
            define(MAX_BLOCK_MS, WholeNumber.ofInt(0, HOUR_MS), "1000")
                    .meaning("`maxBlockMs` of the engine.")
                    .kafka("Of the producer, default is 60000."),
            define(CLOCK, OneOf.words("string", "cached", "precise"), "cached")
                    .meaning("`clock` of the engine.")
                    .kafka(OURS),
            define(COUNTER_CAPACITY, WholeNumber.ofInt(64, 1 << 20), "4096")
                    .meaning("`counterCapacity` of the engine. A partition takes 20 counters, and 2 more for each other"
                            + " node that holds it.")
                    .kafka(OURS),
            define(THREADING, OneOf.words("string", "dedicated", "shared", "invoker"), "dedicated")
                    .meaning(
                            "Each agent has a thread (`dedicated`); the media driver runs in the replicator's (`shared`),"
                                    + " for machines with fewer cores than threads; or all run in one (`invoker`), for small"
                                    + " ones.")
                    .kafka(OURS),
            define(IDLE_STRATEGY, OneOf.words("string", "backoff", "yield", "busy-spin"), "backoff")
                    .meaning("What replicator and media driver do when there is nothing to do. `backoff` costs least;"
                            + " `busy-spin` answers fastest and takes a core for each of the two.")
                    .kafka(OURS),
            define(AERON_MEDIUM, OneOf.words("string", "udp", "ipc"), "udp")
                    .meaning("What carries records between nodes; `ipc`, for nodes on one machine, needs `aeron.dir`.")
                    .kafka(OURS),
            define(AERON_MTU_LENGTH, WholeNumber.ofInt(0, MAX_UDP_PAYLOAD).multipleOf(32), "0")
                    .meaning("Largest packet, 256 or more; 8960 for networks with jumbo frames. `0` is 32768 where all"
                            + " nodes are at loopback addresses or use `ipc`, and else 1408. At most an eighth of the"
                            + " shortest term.")
                    .kafka(OURS),
            define(AERON_TERM_LENGTH_CONTROL, TERM_LENGTH, "262144")
                    .meaning("Term buffers of the streams for control; takes nine times as much shared memory for each"
                            + " other node, and three with `ipc`. The same on all nodes, as the next two.")
                    .kafka(OURS),
            define(AERON_TERM_LENGTH_LIVE, TERM_LENGTH, "4194304")
                    .meaning("Term buffers of the streams for new records: half of it is what may be under way.")
                    .kafka(OURS),
            define(AERON_TERM_LENGTH_CATCH_UP, TERM_LENGTH, "1048576")
                    .meaning("Term buffers of the streams for old records.")
                    .kafka(OURS),
            define(AERON_DRIVER_DIRECTORY, new Text("path", "a directory"), NONE)
                    .meaning("Where the embedded media driver makes its directory; `/dev/shm` when it is left out.")
                    .kafka(OURS),
            define(AERON_DIR, new Text("path", "a directory"), NONE)
                    .meaning(
                            "Directory of a media driver that runs by itself; when it is left out, the node has its own.")
                    .kafka(OURS));

    /**
     * Settings of a topic beside those of {@link io.taffrail.settings.SettingKeys#TOPIC}, each behind {@code
     * topic.<name>.}, in the order of the documentation.
     */
    public static final List<SettingDefinition> TOPIC = List.of(
            define(PARTITIONS, WholeNumber.ofInt(1, 100_000), "1")
                    .meaning("Number of partitions.")
                    .kafka("`num.partitions`, and of the admin client."),
            define(REPLICATION_FACTOR, WholeNumber.ofInt(-1, MAX_NODE), "-1")
                    .meaning("As above, for this topic; what stands above when it is left out.")
                    .kafka("Of the admin client."),
            define(MIN_INSYNC_REPLICAS, WholeNumber.ofInt(1, MAX_NODE), "1")
                    .meaning("As above, for this topic; what stands above when it is left out.")
                    .kafka("Same."));

    private NodeSettingKeys() {}

    private static OneOf falseOnly() {
        return OneOf.words("boolean", "false")
                .withHint("an unclean election loses records that were acknowledged; where a majority is lost for good,"
                        + " see 'taffrail cluster recover'");
    }

    private static SettingDefinition.Described define(
            final String key, final ValueRule rule, final String defaultValue) {
        return SettingDefinition.define(key, rule, defaultValue, Change.NEXT_OPEN);
    }
}
