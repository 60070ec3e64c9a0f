/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.tools.clusterdemo.ClusterDemoCommand;
import picocli.CommandLine.Command;

/** {@code cluster}: what concerns several nodes. */
@Command(name = "cluster", description = "Nodes that replicate to each other.", subcommands = ClusterDemoCommand.class)
public final class ClusterCommand {
    /** For picocli. */
    public ClusterCommand() {}
}
