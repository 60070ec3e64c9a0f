/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.coordinator.HangingTransaction;
import io.taffrail.coordinator.HangingTransactions;
import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogSource;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taffrail transactions find-hanging}. */
@Command(
        name = "find-hanging",
        description = {
            "Find transactions that no transactional id is going to end, and that hold readers of committed records back;",
            "works while another process owns the directory. Exit code 1 says that there are any."
        })
final class FindHangingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--topic", paramLabel = "T", description = "Look into this topic only (default: all).")
    private String topic;

    @Option(names = "--partition", paramLabel = "P", description = "With --topic: into this partition only.")
    private Integer partition;

    @Option(names = "--json", description = "One JSON object per transaction and partition.")
    private boolean isJson;

    @Override
    public Integer call() {
        if (partition != null && topic == null) {
            throw new ParameterException(spec.commandLine(), "--partition needs --topic");
        }
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final List<HangingTransaction> hanging = HangingTransactions.find(source, partitions(source));
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                hanging.forEach(one -> printJson(lines, one));
            } else {
                print(output, hanging);
            }
            return hanging.isEmpty() ? 0 : 1;
        }
    }

    private List<TopicPartition> partitions(final LogSource source) {
        if (topic == null) {
            return Scope.all(source);
        }
        return partition == null
                ? Scope.of(Scope.topic(directory, source, topic))
                : List.of(Scope.partition(directory, source, topic, partition));
    }

    private static void print(final Output output, final List<HangingTransaction> hanging) {
        final Table table = new Table(
                "Topic", "Partition", "ProducerId", "ProducerEpoch", "StartOffset", "LastTimestamp", "Duration(min)");
        for (final HangingTransaction one : hanging) {
            table.row(
                    one.partition().topic(),
                    one.partition().partition(),
                    Notes.orDash(known(one.producerId())),
                    Notes.orDash(known(one.producerEpoch())),
                    one.startOffset(),
                    one.lastTimestampNs() < 0 ? Notes.orDash(null) : Text.time(one.lastTimestampNs()),
                    one.lastTimestampNs() < 0 ? Notes.orDash(null) : minutesSince(one.lastTimestampNs()));
        }
        table.print(output);
    }

    private static void printJson(final JsonLines lines, final HangingTransaction one) {
        lines.line(json -> json.put("topic", one.partition().topic())
                .put("partition", one.partition().partition())
                .put("producerId", known(one.producerId()))
                .put("producerEpoch", known(one.producerEpoch()))
                .put("startOffset", one.startOffset())
                .put("lastTimestampNs", known(one.lastTimestampNs())));
    }

    private static Long known(final long value) {
        return value == HangingTransaction.UNKNOWN ? null : value;
    }

    private static long minutesSince(final long epochNs) {
        return TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(epochNs));
    }
}
