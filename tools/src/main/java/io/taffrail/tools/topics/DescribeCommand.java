/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.engine.TopicDescription;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail topics describe}. */
@Command(
        name = "describe",
        description = "Show a topic's settings and partitions; works while another process owns the directory.")
final class DescribeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "NAME", description = "Name of the topic.")
    private String name;

    @Option(names = "--json", description = "One JSON object.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final TopicDescription topic = directory.topic(source, name);
            final List<Partition> partitions = partitions(source, topic);
            if (isJson) {
                printJson(new JsonLines(output), topic, partitions);
            } else {
                print(output, topic, partitions);
            }
        }
    }

    /** Overrides in one cell. */
    static String text(final TopicDescription topic) {
        final List<String> pairs = new ArrayList<>();
        new TreeMap<>(topic.overrides()).forEach((key, value) -> pairs.add(key + "=" + value));
        return String.join(" ", pairs);
    }

    private static List<Partition> partitions(final LogDirectory source, final TopicDescription topic) {
        final List<Partition> partitions = new ArrayList<>();
        for (int number = 0; number < topic.partitions(); number++) {
            final Path path = source.partitionDirectory(topic.name(), number);
            partitions.add(new Partition(number, source.offsets(topic.name(), number), PartitionFiles.of(path)));
        }
        return partitions;
    }

    private static void print(final Output output, final TopicDescription topic, final List<Partition> partitions) {
        output.line("topic=" + topic.name() + " partitions=" + topic.partitions() + " id="
                + Long.toHexString(topic.topicId()));
        output.line("");
        final Table settings = new Table("setting", "value", "");
        for (final Map.Entry<String, String> entry : topic.settings().toMap().entrySet()) {
            final boolean isOverridden = topic.overrides().containsKey(entry.getKey());
            settings.row(entry.getKey(), entry.getValue(), isOverridden ? "overridden" : "");
        }
        settings.print(output);
        output.line("");
        final Table table = new Table("partition", "start", "end", "durable", "term", "segments", "on disk");
        for (final Partition partition : partitions) {
            final PartitionOffsets offsets = partition.offsets();
            table.row(
                    partition.number(),
                    offsets.logStartOffset(),
                    offsets.endOffset(),
                    offsets.durableOffset(),
                    offsets.term(),
                    partition.files().segments(),
                    Text.size(partition.files().bytes()));
        }
        table.print(output);
    }

    private static void printJson(
            final JsonLines lines, final TopicDescription topic, final List<Partition> partitions) {
        lines.line(json -> json.put("topic", topic.name())
                .put("topicId", Long.toHexString(topic.topicId()))
                .put("settings", topic.settings().toMap())
                .put("overrides", topic.overrides())
                .put("partitions", partitions, (each, partition) -> each.put("partition", partition.number())
                        .put("logStartOffset", partition.offsets().logStartOffset())
                        .put("endOffset", partition.offsets().endOffset())
                        .put("durableOffset", partition.offsets().durableOffset())
                        .put("term", partition.offsets().term())
                        .put("segments", partition.files().segments())
                        .put("bytesOnDisk", partition.files().bytes())));
    }

    private record Partition(int number, PartitionOffsets offsets, PartitionFiles files) {}
}
