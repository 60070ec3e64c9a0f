/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.log.CompactionResult;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail log compact}: what an engine does in the background, at once. */
@Command(
        name = "compact",
        description = {
            "Keep the newest record of each key of a topic with cleanup.policy=compact, in its place.",
            "The segment that is written last is left out. The directory must not be owned by another process; it is opened as an"
                    + " engine does that, and recovered if need be, also in a dry run."
        })
final class CompactCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--topic", paramLabel = "T", required = true, description = "Topic to compact.")
    private String topic;

    @Option(names = "--partition", paramLabel = "P", description = "One partition of it; all by default.")
    private Integer partition;

    @Option(names = "--dry-run", description = "Change no segment, and say what would be done.")
    private boolean isDryRun;

    @Option(names = "--json", description = "One JSON object per pass.")
    private boolean isJson;

    private final Table table = new Table(
            "partition", "segments", "bytes", "kept", "dropped", "tombstones kept", "tombstones dropped", "clean to");

    @Override
    public void run() {
        try (LogEngine engine = directory.ownQuietly();
                Output output = Output.of(spec)) {
            final TopicDescription description = directory.topic(engine, topic);
            if (!description.settings().isCompacted()) {
                throw new IllegalArgumentException("topic is not compacted: topic=" + topic
                        + " cleanup.policy=delete: change that first, with 'taffrail topics alter'");
            }
            if (partition != null) {
                DataDirectory.requirePartition(description, partition);
            }
            final JsonLines lines = isJson ? new JsonLines(output) : null;
            for (int number = 0; number < description.partitions(); number++) {
                if (partition == null || partition == number) {
                    compact(engine, number, lines);
                }
            }
            if (lines == null) {
                table.print(output);
                if (isDryRun) {
                    output.line("dry run: nothing was changed");
                }
            }
        }
    }

    /** When there are more keys than fit into memory it takes several passes; a dry run tells of the first. */
    private void compact(final LogEngine engine, final int number, final JsonLines lines) {
        CompactionResult result;
        do {
            result = engine.partition(topic, number).compact(isDryRun);
            if (lines == null) {
                row(number, result);
            } else {
                print(lines, number, result);
            }
        } while (!result.isWhole() && !isDryRun);
    }

    private void row(final int number, final CompactionResult result) {
        table.row(
                topic + "-" + number,
                result.segmentsBefore() + " to " + result.segmentsAfter(),
                Text.size(result.bytesBefore()) + " to " + Text.size(result.bytesAfter()),
                result.recordsKept(),
                result.recordsDropped(),
                result.tombstonesKept(),
                result.tombstonesDropped(),
                result.cleanOffset() + (result.isWhole() ? "" : ", more to do"));
    }

    private void print(final JsonLines lines, final int number, final CompactionResult result) {
        lines.line(json -> json.put("topic", topic)
                .put("partition", number)
                .put("dryRun", isDryRun)
                .put("segmentsBefore", result.segmentsBefore())
                .put("segmentsAfter", result.segmentsAfter())
                .put("bytesBefore", result.bytesBefore())
                .put("bytesAfter", result.bytesAfter())
                .put("recordsKept", result.recordsKept())
                .put("recordsSuperseded", result.recordsSuperseded())
                .put("tombstonesKept", result.tombstonesKept())
                .put("tombstonesDropped", result.tombstonesDropped())
                .put("keylessDropped", result.keylessDropped())
                .put("abortedDropped", result.abortedDropped())
                .put("deletedDropped", result.deletedDropped())
                .put("keys", result.keys())
                .put("cleanOffset", result.cleanOffset())
                .put("whole", result.isWhole()));
    }
}
