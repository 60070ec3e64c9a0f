/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.coordinator.TransactionsView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionState;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail transactions describe}. */
@Command(
        name = "describe",
        description = "Show a transactional id and its transaction; works while another process owns the directory.")
final class DescribeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--transactional-id", paramLabel = "X", required = true, description = "Which.")
    private String transactionalId;

    @Option(names = "--json", description = "One JSON object.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final TransactionDescription one = TransactionsView.read(source).describe(transactionalId);
            if (one.state() == TransactionState.DEAD) {
                throw TransactionNotes.unknown(transactionalId);
            }
            TransactionNotes.onOpenOfTheDead(new Notes(spec, output), directory, List.of(one));
            final boolean isOpen = TransactionNotes.OPEN.contains(one.state());
            final Long startMs = isOpen ? one.startEpochMs() : null;
            final Long durationMs = isOpen ? Math.max(0, System.currentTimeMillis() - one.startEpochMs()) : null;
            if (isJson) {
                printJson(new JsonLines(output), one, startMs, durationMs);
            } else {
                print(output, one, startMs, durationMs);
            }
        }
    }

    private static void print(
            final Output output, final TransactionDescription one, final Long startMs, final Long durationMs) {
        new Table(
                        "TransactionalId",
                        "ProducerId",
                        "ProducerEpoch",
                        "TransactionState",
                        "TransactionTimeoutMs",
                        "CurrentTransactionStartTimeMs",
                        "TransactionDurationMs",
                        "TopicPartitions")
                .row(
                        one.transactionalId(),
                        one.producerId(),
                        one.producerEpoch(),
                        one.state().text(),
                        one.timeoutMs(),
                        Notes.orDash(startMs),
                        Notes.orDash(durationMs),
                        Notes.orDash(partitions(one)))
                .print(output);
    }

    private static void printJson(
            final JsonLines lines, final TransactionDescription one, final Long startMs, final Long durationMs) {
        lines.line(json -> json.put("transactionalId", one.transactionalId())
                .put("producerId", one.producerId())
                .put("producerEpoch", one.producerEpoch())
                .put("transactionState", one.state().text())
                .put("transactionTimeoutMs", one.timeoutMs())
                .put("currentTransactionStartTimeMs", startMs)
                .put("transactionDurationMs", durationMs)
                .put("topicPartitions", new TreeSet<>(one.partitions()), (each, partition) -> each.put(
                                "topic", partition.topic())
                        .put("partition", partition.partition())));
    }

    /** As {@code credits-0,debits-1}. */
    static String partitions(final TransactionDescription one) {
        return new TreeSet<>(one.partitions()).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
