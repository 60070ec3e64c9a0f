/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.LogEngine;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail topics delete}. */
@Command(
        name = "delete",
        description = {
            "Delete a topic and its records, at once and for good.",
            "The directory must not be owned by another process."
        })
final class DeleteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "NAME", description = "Name of the topic.")
    private String name;

    @Override
    public void run() {
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            directory.topic(engine, name);
            engine.topics().delete(name);
            output.line("deleted topic=" + name);
        }
    }
}
