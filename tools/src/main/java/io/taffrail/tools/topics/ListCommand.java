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
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail topics list}. */
@Command(name = "list", description = "List the topics; works while another process owns the directory.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--json", description = "One JSON object per topic.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final List<TopicDescription> topics = source.listTopics();
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                for (final TopicDescription topic : topics) {
                    final long offsets = offsets(source, topic);
                    lines.line(json -> json.put("topic", topic.name())
                            .put("partitions", topic.partitions())
                            .put("offsets", offsets)
                            .put("overrides", topic.overrides()));
                }
                return;
            }
            final Table table = new Table("topic", "partitions", "offsets", "overrides");
            for (final TopicDescription topic : topics) {
                table.row(topic.name(), topic.partitions(), offsets(source, topic), DescribeCommand.text(topic));
            }
            table.print(output);
        }
    }

    /** Offsets kept, over all partitions; about the number of records. */
    private static long offsets(final LogDirectory source, final TopicDescription topic) {
        long sum = 0;
        for (int partition = 0; partition < topic.partitions(); partition++) {
            final PartitionOffsets offsets = source.offsets(topic.name(), partition);
            sum += offsets.endOffset() - offsets.logStartOffset();
        }
        return sum;
    }
}
