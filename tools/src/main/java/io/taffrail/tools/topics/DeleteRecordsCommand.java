/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
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

/** {@code taffrail topics delete-records}. */
@Command(
        name = "delete-records",
        description = {
            "Delete the records of partitions before an offset, at once and for good.",
            "The directory must not be owned by another process."
        })
final class DeleteRecordsCommand implements Runnable {
    private static final long HIGH_WATERMARK = -1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(
            paramLabel = "TOPIC:PARTITION=OFFSET",
            arity = "0..*",
            description = "First offset to keep of a partition; -1 deletes all there is.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--offset-json-file",
            paramLabel = "F",
            description = "The same in a file as kafka-delete-records takes it.")
    private Path file;

    @Option(names = "--json", description = "One JSON object per partition.")
    private boolean isJson;

    @Override
    public void run() {
        if (places.isEmpty() == (file == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give partitions as TOPIC:PARTITION=OFFSET, or --offset-json-file");
        }
        final Map<TopicPartition, Long> offsets = file == null ? RecordPlaces.parse(places) : RecordPlaces.read(file);
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            offsets.forEach((partition, offset) -> requireWithin(engine, partition, offset));
            final Map<TopicPartition, Long> starts = new TreeMap<>();
            offsets.forEach((partition, offset) -> starts.put(
                    partition,
                    engine.partition(partition.topic(), partition.partition()).deleteRecords(offset)));
            print(output, starts);
        }
    }

    /** Of several partitions none is changed when one offset is wrong. */
    private void requireWithin(final LogEngine engine, final TopicPartition partition, final long offset) {
        DataDirectory.requirePartition(directory.topic(engine, partition.topic()), partition.partition());
        final PartitionOffsets range = engine.offsets(partition.topic(), partition.partition());
        if (offset > range.highWatermark() || offset < HIGH_WATERMARK) {
            throw new ErrorCodeException(
                    ErrorCode.OFFSET_OUT_OF_RANGE,
                    "topic=" + partition.topic() + " partition=" + partition.partition() + " offset=" + offset
                            + " logStartOffset=" + range.logStartOffset() + " endOffset=" + range.highWatermark()
                            + ": nothing was deleted");
        }
    }

    private void print(final Output output, final Map<TopicPartition, Long> starts) {
        if (isJson) {
            final JsonLines lines = new JsonLines(output);
            starts.forEach((partition, start) -> lines.line(json -> json.put("topic", partition.topic())
                    .put("partition", partition.partition())
                    .put("logStartOffset", start)));
        } else {
            final Table table = new Table("topic", "partition", "start");
            starts.forEach((partition, start) -> table.row(partition.topic(), partition.partition(), start));
            table.print(output);
        }
    }
}
