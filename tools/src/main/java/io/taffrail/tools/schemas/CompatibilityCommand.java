/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.schema.Compatibility;
import io.taffrail.schema.SchemaRegistry;
import io.taffrail.schema.Schemas;
import io.taffrail.schema.SchemasView;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail schemas compatibility}. */
@Command(
        name = "compatibility",
        description = {
            "Show the level that new versions of a subject have to keep, or of all that have none of their own.",
            "With --set it is changed, and the directory must not be owned by another process."
        })
final class CompatibilityCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(
            arity = "0..1",
            paramLabel = "SUBJECT",
            description = "Name of the subject (default: all that have no level of their own).")
    private String subject;

    @Option(names = "--set", paramLabel = "L", description = "${COMPLETION-CANDIDATES}.")
    private Compatibility level;

    @Override
    public void run() {
        if (level == null) {
            try (LogDirectory source = directory.read();
                    Output output = Output.of(spec)) {
                print(output, SchemasView.read(source));
            }
        } else {
            try (LogEngine engine = directory.ownQuietly();
                    Output output = Output.of(spec)) {
                final SchemaRegistry registry = SchemaRegistry.of(engine);
                if (subject == null) {
                    registry.compatibility(level);
                } else {
                    registry.compatibility(subject, level);
                }
                print(output, registry);
            }
        }
    }

    private void print(final Output output, final Schemas schemas) {
        output.line(
                subject == null
                        ? "level=" + schemas.compatibility()
                        : "subject=" + subject + " level=" + schemas.compatibility(subject));
    }
}
