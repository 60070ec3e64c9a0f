/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.settings.Isolation;
import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingDefinition.Change;
import io.taffrail.settings.ValueRule;
import io.taffrail.settings.ValueRule.OneOf;
import io.taffrail.settings.ValueRule.Text;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every setting of a consumer, under Kafka's names: its type, default, valid values and meaning.
 *
 * <p>{@code docs/configuration.md} shows the same table; a test compares the two cell by cell.
 */
public final class ConsumerKeys {
    /** The group to be a member of. */
    public static final String GROUP_ID = "group.id";

    /** A name for people. */
    public static final String CLIENT_ID = "client.id";

    /** The name of a static member. */
    public static final String GROUP_INSTANCE_ID = "group.instance.id";

    /** Assignors, the one liked best first. */
    public static final String PARTITION_ASSIGNMENT_STRATEGY = "partition.assignment.strategy";

    /** Silence after which a member is taken for dead. */
    public static final String SESSION_TIMEOUT_MS = "session.timeout.ms";

    /** Time between two heartbeats. */
    public static final String HEARTBEAT_INTERVAL_MS = "heartbeat.interval.ms";

    /** Time without a poll after which a member leaves. */
    public static final String MAX_POLL_INTERVAL_MS = "max.poll.interval.ms";

    /** Whether polls commit. */
    public static final String ENABLE_AUTO_COMMIT = "enable.auto.commit";

    /** Time between two such commits. */
    public static final String AUTO_COMMIT_INTERVAL_MS = "auto.commit.interval.ms";

    /** Where to begin without a place to go on from: {@link OffsetReset}. */
    public static final String AUTO_OFFSET_RESET = "auto.offset.reset";

    /** How to look again after finding nothing. */
    public static final String SPINS_WHEN_EMPTY = "spins.when.empty";

    /** Whether checksums are verified. */
    public static final String CHECK_CRCS = "check.crcs";

    /** What is handed out of transactions. */
    public static final String ISOLATION_LEVEL = "isolation.level";

    private static final String SAME = "Same.";

    /** Settings of a consumer, in the order of the documentation. */
    public static final List<SettingDefinition> CONSUMER = List.of(
            define(GROUP_ID, new Text("string", "any text"), "")
                    .meaning(
                            "Group to be a member of. Without one a consumer chooses its partitions and commits nothing.")
                    .kafka(SAME),
            define(CLIENT_ID, new Text("string", "any text"), "consumer")
                    .meaning("Name for people; member ids begin with it.")
                    .kafka("Default is made up from a number."),
            define(GROUP_INSTANCE_ID, new Text("string", "any text"), "")
                    .meaning("Name of a static member, which keeps its partitions while it restarts.")
                    .kafka(SAME),
            define(
                            PARTITION_ASSIGNMENT_STRATEGY,
                            new Text(
                                    "list",
                                    "`cooperative-sticky` alone, or some of `range`, `roundrobin`, `sticky`, separated by"
                                            + " commas"),
                            "cooperative-sticky")
                    .meaning(
                            "Who gets which partitions, the assignor liked best first. All members of a group must have"
                                    + " one in common.")
                    .kafka("Default is range and cooperative-sticky; names of classes."),
            define(SESSION_TIMEOUT_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "45000")
                    .meaning("A member that sends no heartbeat for so long is dropped.")
                    .kafka(SAME),
            define(HEARTBEAT_INTERVAL_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "3000")
                    .meaning("Time between two heartbeats, which the engine sends between polls. Less than"
                            + " `session.timeout.ms`. A rebalance is noticed at the next poll, not only then.")
                    .kafka(SAME),
            define(MAX_POLL_INTERVAL_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "300000")
                    .meaning("A member that does not poll for so long leaves; a rebalance waits so long for it.")
                    .kafka(SAME),
            define(ENABLE_AUTO_COMMIT, OneOf.words("boolean", "true", "false"), "true")
                    .meaning("Whether polls commit what earlier polls handed out.")
                    .kafka(SAME),
            define(AUTO_COMMIT_INTERVAL_MS, WholeNumber.ofInt(0, Integer.MAX_VALUE), "5000")
                    .meaning("Time between two such commits; positions that did not change are not committed again.")
                    .kafka(SAME),
            define(
                            AUTO_OFFSET_RESET,
                            new Text(
                                    "string",
                                    "`earliest`, `latest`, `none`, or `by_duration:` and a duration like `PT1H`"),
                            "latest")
                    .meaning(
                            "Where to begin when the group committed nothing, or its place is not in the log any more.")
                    .kafka(SAME),
            define(SPINS_WHEN_EMPTY, WholeNumber.ofInt(0, Integer.MAX_VALUE), "400")
                    .meaning(
                            "Spin-wait hints after a poll that found nothing; fewer see new records sooner and cost the"
                                    + " publisher more.")
                    .kafka("Not in Kafka."),
            define(CHECK_CRCS, OneOf.words("boolean", "true", "false"), "true")
                    .meaning("Whether each batch's checksum is verified before its records are handed out.")
                    .kafka(SAME),
            define(ISOLATION_LEVEL, OneOf.words(Isolation.values()), "read_uncommitted")
                    .meaning("Whether records of open and of aborted transactions are handed out. With `read_committed`"
                            + " a partition ends at its last stable offset.")
                    .kafka(SAME));

    private ConsumerKeys() {}

    private static SettingDefinition.Described define(
            final String key, final ValueRule rule, final String defaultValue) {
        return SettingDefinition.define(key, rule, defaultValue, Change.NEXT_OPEN);
    }
}
