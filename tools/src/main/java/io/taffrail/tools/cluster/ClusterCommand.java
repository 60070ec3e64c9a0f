/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.tools.clusterdemo.ClusterDemoCommand;
import picocli.CommandLine.Command;

/** {@code taffrail cluster}: groups what is done with the nodes of a cluster. */
@Command(
        name = "cluster",
        description = "Format, watch and repair the nodes of a cluster, or see one at work.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            FormatCommand.class,
            StatusCommand.class,
            TransferLeaderCommand.class,
            RecoverCommand.class,
            ClusterDemoCommand.class
        })
public final class ClusterCommand {
    /** For picocli. */
    public ClusterCommand() {}
}
