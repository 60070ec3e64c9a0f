/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import picocli.CommandLine.Command;

/** {@code taffrail log}: groups what is done with the files of a log. */
@Command(
        name = "log",
        description = "Look at the files of logs, or compact them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DumpCommand.class, VerifyCommand.class, CompactCommand.class})
public final class LogCommand {
    /** For picocli. */
    public LogCommand() {}
}
