/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import picocli.CommandLine.Command;

/** {@code taffrail groups}: groups what is done with consumer groups. */
@Command(
        name = "groups",
        description = "List, describe, reset and delete consumer groups.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, DescribeCommand.class, ResetOffsetsCommand.class, DeleteCommand.class})
public final class GroupsCommand {
    /** For picocli. */
    public GroupsCommand() {}
}
