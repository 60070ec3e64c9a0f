/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import picocli.CommandLine.Command;

/** {@code taffrail schemas}: groups what is done with SBE schemas. */
@Command(
        name = "schemas",
        description = "Register, list, check and show SBE schemas.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RegisterCommand.class,
            ListCommand.class,
            CheckCommand.class,
            ShowCommand.class,
            CompatibilityCommand.class
        })
public final class SchemasCommand {
    /** For picocli. */
    public SchemasCommand() {}
}
