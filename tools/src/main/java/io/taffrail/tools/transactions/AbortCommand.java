/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.coordinator.HangingTransactions;
import io.taffrail.coordinator.TransactionsView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import io.taffrail.transaction.TransactionDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taffrail transactions abort}. */
@Command(
        name = "abort",
        description = {
            "Abort the ongoing transaction of a transactional id, or one that hangs in a partition.",
            "The directory must not be owned by another process."
        })
final class AbortCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(
            names = "--transactional-id",
            paramLabel = "X",
            description = "Abort the transaction of this id, everywhere, and fence its producer.")
    private String transactionalId;

    @Option(names = "--topic", paramLabel = "T", description = "Topic of a transaction that hangs.")
    private String topic;

    @Option(names = "--partition", paramLabel = "P", description = "Partition of a transaction that hangs.")
    private Integer partition;

    @Option(names = "--start-offset", paramLabel = "N", description = "Where it begins there, as find-hanging says.")
    private Long startOffset;

    @Override
    public void run() {
        final boolean isAnyOfPlace = topic != null || partition != null || startOffset != null;
        final boolean isPlace = topic != null && partition != null && startOffset != null;
        if ((transactionalId == null) != isPlace || isAnyOfPlace != isPlace) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give --transactional-id, or --topic, --partition and --start-offset of a transaction that hangs");
        }
        if (isPlace) {
            abortHanging();
        } else {
            abortById();
        }
    }

    private void abortById() {
        final TransactionDescription transaction;
        try (LogDirectory source = directory.read()) { // an engine would go on with it as soon as it is opened
            transaction = TransactionsView.read(source).describe(transactionalId);
        }
        OwnedTransactions.requireAbortable(transaction);
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            new OwnedTransactions(engine).abort(transactionalId);
            output.line("aborted transactionalId=" + transactionalId + " producerId=" + transaction.producerId()
                    + " producerEpoch=" + transaction.producerEpoch() + " topicPartitions="
                    + DescribeCommand.partitions(transaction) + ": its producer is fenced");
        }
    }

    private void abortHanging() {
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            final TopicPartition place = Scope.partition(directory, engine, topic, partition);
            HangingTransactions.abort(engine, place, startOffset)
                    .forEach(aborted -> output.line("aborted topic=" + topic + " partition=" + partition
                            + " producerId="
                            + aborted.producerId() + " producerEpoch=" + aborted.producerEpoch() + " startOffset="
                            + aborted.startOffset()));
        }
    }
}
