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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail topics describe}. */
@Command(
        name = "describe",
        description = "Show a topic's settings and partitions; works while another process owns the directory.")
final class DescribeCommand implements Runnable {
    private static final long MAX_INTERVAL_MS = 3_600_000;
    private static final int STABLE_COLUMN = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "NAME", description = "Name of the topic.")
    private String name;

    @Option(names = "--json", description = "One JSON object.")
    private boolean isJson;

    @Option(names = "--rates", description = "Watch the topic for --interval, and show records per second.")
    private boolean isRated;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long --rates watches, in milliseconds (default: ${DEFAULT-VALUE}).")
    private long intervalMs;

    @Override
    public void run() {
        if (intervalMs < 1 || intervalMs > MAX_INTERVAL_MS) {
            throw new ParameterException(
                    spec.commandLine(), "--interval=" + intervalMs + " must be 1 to " + MAX_INTERVAL_MS);
        }
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final TopicDescription topic = directory.topic(source, name);
            final Rates rates = isRated ? Rates.watch(source, topic, intervalMs) : null;
            final List<Partition> partitions = partitions(source, topic);
            final Skew skew =
                    Skew.of(partitions.stream().mapToLong(Partition::records).toArray());
            if (isJson) {
                printJson(new JsonLines(output), topic, partitions, skew, rates);
            } else {
                print(output, topic, partitions, skew, rates);
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

    private static void print(
            final Output output,
            final TopicDescription topic,
            final List<Partition> partitions,
            final Skew skew,
            final Rates rates) {
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
        table(partitions, skew, rates).print(output);
        if (partitions.size() > 1 && skew.total() > 0) {
            output.line("");
            output.line(skew.text());
        }
    }

    private static Table table(final List<Partition> partitions, final Skew skew, final Rates rates) {
        final boolean isHeldBack = partitions.stream().anyMatch(Partition::isHeldBack);
        final List<String> titles = new ArrayList<>(
                List.of("partition", "start", "end", "durable", "term", "segments", "on disk", "records", "share"));
        if (isHeldBack) {
            titles.add(STABLE_COLUMN, "stable");
        }
        if (rates != null) {
            titles.add("records/s");
        }
        final Table table = new Table(titles.toArray(new String[0]));
        for (final Partition partition : partitions) {
            final PartitionOffsets offsets = partition.offsets();
            final List<Object> cells = new ArrayList<>(List.of(
                    partition.number(),
                    offsets.logStartOffset(),
                    offsets.endOffset(),
                    offsets.durableOffset(),
                    offsets.term(),
                    partition.files().segments(),
                    Text.size(partition.files().bytes()),
                    partition.records(),
                    skew.total() == 0 ? "-" : Skew.percent(skew.share(partition.number()))));
            if (isHeldBack) {
                cells.add(STABLE_COLUMN, offsets.lastStableOffset());
            }
            if (rates != null) {
                cells.add(Rates.text(rates.perSecond(partition.number())));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private static void printJson(
            final JsonLines lines,
            final TopicDescription topic,
            final List<Partition> partitions,
            final Skew skew,
            final Rates rates) {
        lines.line(json -> json.put("topic", topic.name())
                .put("topicId", Long.toHexString(topic.topicId()))
                .put("settings", topic.settings().toMap())
                .put("overrides", topic.overrides())
                .put("records", skew.total())
                .put("skew", skew.factor())
                .put("partitions", partitions, (each, partition) -> printJson(each, partition, skew, rates)));
    }

    private static void printJson(final JsonLines json, final Partition partition, final Skew skew, final Rates rates)
            throws IOException {
        json.put("partition", partition.number())
                .put("logStartOffset", partition.offsets().logStartOffset())
                .put("endOffset", partition.offsets().endOffset())
                .put("lastStableOffset", partition.offsets().lastStableOffset())
                .put("durableOffset", partition.offsets().durableOffset())
                .put("term", partition.offsets().term())
                .put("segments", partition.files().segments())
                .put("bytesOnDisk", partition.files().bytes())
                .put("records", partition.records())
                .put("share", skew.share(partition.number()));
        if (rates != null) {
            json.put("recordsPerSecond", rates.perSecond(partition.number()));
        }
    }

    private record Partition(int number, PartitionOffsets offsets, PartitionFiles files) {
        /** Offsets kept; about the number of records. */
        long records() {
            return offsets.endOffset() - offsets.logStartOffset();
        }

        /** Whether readers of committed records wait for the end of a transaction. */
        boolean isHeldBack() {
            return offsets.lastStableOffset() < offsets.highWatermark();
        }
    }
}
