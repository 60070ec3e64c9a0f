/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command that needs nothing else puts its files. */
final class DirectoryOption {
    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    Path directory;
}
