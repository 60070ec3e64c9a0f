/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taffrail groups reset-offsets}. */
@Command(
        name = "reset-offsets",
        description = {
            "Say from where a consumer group without members is to go on. Without --execute it only shows it.",
            "The directory must not be owned by another process."
        })
final class ResetOffsetsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Mixin
    private ResetScenario scenario;

    @Option(names = "--group", paramLabel = "G", required = true, description = "Id of the group.")
    private String group;

    @Option(
            names = "--topic",
            paramLabel = "T[:P,P...]",
            description = "A topic, or some of its partitions; may be repeated.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--all-topics", description = "Everything for which the group committed offsets.")
    private boolean isAllTopics;

    @Option(names = "--dry-run", description = "Change nothing, show what would be; this is the default.")
    private boolean isDryRun;

    @Option(names = "--execute", description = "Commit the new offsets.")
    private boolean isExecuting;

    @Option(names = "--export", description = "Print lines of topic,partition,offset, for --from-file.")
    private boolean isExport;

    @Option(names = "--drop-members", description = "Give up static members that are expected back.")
    private boolean isDropping;

    @Option(names = "--json", description = "One JSON object per partition.")
    private boolean isJson;

    @Override
    public void run() {
        requireSense();
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            final OwnedGroups groups = new OwnedGroups(engine);
            groups.requireEmpty(group, isDropping);
            final Notes notes = new Notes(spec, output);
            final Map<TopicPartition, Long> offsets = offsets(engine, groups.committed(group), notes);
            if (isExecuting && !offsets.isEmpty()) {
                groups.drop(group);
                final Map<TopicPartition, OffsetAndMetadata> commits = new TreeMap<>();
                offsets.forEach((partition, offset) -> commits.put(partition, OffsetAndMetadata.of(offset)));
                groups.commit(group, commits);
            }
            print(output, offsets);
            if (offsets.isEmpty()) {
                notes.say("note: the group committed no offsets: name topics with --topic");
            } else if (!isExecuting) {
                notes.say("dry run: nothing was changed; --execute commits these offsets");
            }
        }
    }

    private void requireSense() {
        final List<String> given = scenario.given();
        if (given.size() != 1) {
            throw refusal(
                    given.isEmpty()
                            ? "no scenario: give one of --to-earliest, --to-latest, --to-current, --to-offset, --shift-by,"
                                    + " --to-datetime, --by-duration, --from-file"
                            : "more than one scenario: " + String.join(" ", given));
        }
        if (scenario.problem() != null) {
            throw refusal(scenario.problem());
        }
        final boolean isScoped = isAllTopics || !topics.isEmpty();
        if (scenario.file() != null && isScoped) {
            throw refusal("--from-file names the partitions: leave --topic and --all-topics out");
        }
        if (scenario.file() == null && isAllTopics == !topics.isEmpty()) {
            throw refusal("no scope, or two: give --topic or --all-topics");
        }
        if (isDryRun && isExecuting) {
            throw refusal("--dry-run and --execute exclude each other");
        }
        if (isExport && isJson) {
            throw refusal("--export and --json exclude each other");
        }
    }

    private ParameterException refusal(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Map<TopicPartition, Long> offsets(
            final LogEngine engine, final Map<TopicPartition, OffsetAndMetadata> committed, final Notes notes) {
        final Map<TopicPartition, Long> file = scenario.file() == null ? Map.of() : OffsetsFile.read(scenario.file());
        final Set<TopicPartition> partitions;
        if (isAllTopics) {
            partitions = committed.keySet();
        } else if (scenario.file() == null) {
            partitions = TopicScope.partitions(directory, engine, topics);
        } else {
            partitions = file.keySet();
        }
        final Map<TopicPartition, Long> offsets = new TreeMap<>();
        for (final TopicPartition partition : partitions) {
            DataDirectory.requirePartition(directory.topic(engine, partition.topic()), partition.partition());
            final PartitionOffsets range = engine.offsets(partition.topic(), partition.partition());
            final Long fixed = file.get(partition);
            final long wanted =
                    fixed != null ? fixed : scenario.wanted(engine, partition, range, committed.get(partition));
            offsets.put(partition, within(range, partition, wanted, notes));
        }
        return offsets;
    }

    private static long within(
            final PartitionOffsets range, final TopicPartition partition, final long wanted, final Notes notes) {
        final long offset = Math.min(Math.max(wanted, range.logStartOffset()), range.highWatermark());
        if (offset != wanted) {
            notes.say("warning: out of range: topic=" + partition.topic() + " partition=" + partition.partition()
                    + " offset=" + wanted + " logStartOffset=" + range.logStartOffset() + " endOffset="
                    + range.highWatermark() + ": new offset=" + offset);
        }
        return offset;
    }

    private void print(final Output output, final Map<TopicPartition, Long> offsets) {
        if (isExport) {
            offsets.forEach((partition, offset) -> output.line(OffsetsFile.line(partition, offset)));
        } else if (isJson) {
            final JsonLines lines = new JsonLines(output);
            offsets.forEach((partition, offset) -> lines.line(json -> json.put("group", group)
                    .put("topic", partition.topic())
                    .put("partition", partition.partition())
                    .put("newOffset", offset)
                    .put("executed", isExecuting)));
        } else {
            final Table table = new Table("GROUP", "TOPIC", "PARTITION", "NEW-OFFSET");
            offsets.forEach((partition, offset) -> table.row(group, partition.topic(), partition.partition(), offset));
            table.print(output);
        }
    }
}
