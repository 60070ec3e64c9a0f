/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import picocli.CommandLine.Command;

/** {@code taffrail topics}: groups what is done with topics. */
@Command(
        name = "topics",
        description = "Create, list, describe, alter and delete topics.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            AlterCommand.class,
            DeleteCommand.class,
            DeleteRecordsCommand.class
        })
public final class TopicsCommand {
    /** For picocli. */
    public TopicsCommand() {}
}
