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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code taffrail transactions list}. */
@Command(name = "list", description = "List the transactional ids; works while another process owns the directory.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(
            names = "--state",
            paramLabel = "S",
            converter = StateConverter.class,
            description = {
                "Those in this state only: Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort;",
                "may be repeated."
            })
    private Set<TransactionState> states = EnumSet.noneOf(TransactionState.class);

    @Option(names = "--json", description = "One JSON object per transactional id.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final List<TransactionDescription> transactions = TransactionsView.read(source).list().stream()
                    .filter(one -> states.isEmpty() || states.contains(one.state()))
                    .toList();
            TransactionNotes.onOpenOfTheDead(new Notes(spec, output), directory, transactions);
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                transactions.forEach(one -> lines.line(json -> json.put("transactionalId", one.transactionalId())
                        .put("producerId", one.producerId())
                        .put("transactionState", one.state().text())));
                return;
            }
            final Table table = new Table("TransactionalId", "ProducerId", "TransactionState");
            transactions.forEach(one -> table.row(
                    one.transactionalId(), one.producerId(), one.state().text()));
            table.print(output);
        }
    }

    /** Reads a state as Kafka writes it; the case of letters does not matter. */
    static final class StateConverter implements ITypeConverter<TransactionState> {
        /** Those that are stored. */
        private static final Set<TransactionState> STATES =
                EnumSet.complementOf(EnumSet.of(TransactionState.DEAD, TransactionState.PREPARE_EPOCH_FENCE));

        @Override
        public TransactionState convert(final String text) {
            return STATES.stream()
                    .filter(state -> state.text().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                            + STATES.stream().map(TransactionState::text).collect(Collectors.joining(", "))));
        }
    }
}
