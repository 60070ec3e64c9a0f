/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.engine.LogEngine;
import io.taffrail.schema.SchemaRegistry;
import io.taffrail.schema.SchemaVersion;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail schemas register}. */
@Command(
        name = "register",
        description = {
            "Make an SBE schema the next version of a subject, if it agrees with those before as the subject's level asks for.",
            "The directory must not be owned by another process. Exit code 1 says that it does not agree."
        })
final class RegisterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(
            index = "0",
            paramLabel = "SUBJECT",
            description = "Name of the subject; that of the values of topic T is T-value.")
    private String subject;

    @Parameters(index = "1", paramLabel = "FILE", description = "The schema as XML; - for standard input.")
    private String file;

    @Override
    public void run() {
        directory.requireOurs();
        final SbeSchema schema = SchemaFile.read(spec, file);
        try (LogEngine engine = directory.ownQuietly();
                Output output = Output.of(spec)) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            final int versions = registry.versions(subject).size();
            final SchemaVersion version = registry.register(subject, schema.text());
            output.line((registry.versions(subject).size() > versions ? "registered" : "present") + " subject="
                    + subject + " version=" + version.version() + " id=" + version.id());
        }
    }
}
