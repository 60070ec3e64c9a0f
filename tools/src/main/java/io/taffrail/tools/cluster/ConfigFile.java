/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.NodeSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The {@code --config} option, and reading what it names. */
final class ConfigFile {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration file of the node, see docs/configuration.md.")
    private Path file;

    /** Bad input is an {@link IllegalArgumentException}. */
    NodeConfig read() {
        return NodeSettings.read(file);
    }
}
