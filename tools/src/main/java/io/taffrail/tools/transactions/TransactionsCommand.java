/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import picocli.CommandLine.Command;

/** {@code taffrail transactions}: groups what is done with transactions. */
@Command(
        name = "transactions",
        description = "List, describe and abort transactions, and find those that hang.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, DescribeCommand.class, AbortCommand.class, FindHangingCommand.class})
public final class TransactionsCommand {
    /** For picocli. */
    public TransactionsCommand() {}
}
