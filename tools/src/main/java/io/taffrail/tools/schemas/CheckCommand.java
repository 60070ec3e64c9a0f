/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.engine.LogDirectory;
import io.taffrail.schema.Compatibility;
import io.taffrail.schema.Incompatibility;
import io.taffrail.schema.SchemasView;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail schemas check}. */
@Command(
        name = "check",
        description = {
            "Say whether an SBE schema could become the next version of a subject, and all that is in its way if not;",
            "changes nothing, works while another process owns the directory. Exit code 1 says that it could not."
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "Name of the subject; there need not be such a one.")
    private String subject;

    @Parameters(index = "1", paramLabel = "FILE", description = "The schema as XML; - for standard input.")
    private String file;

    @Option(names = "--level", paramLabel = "L", description = "${COMPLETION-CANDIDATES} (default: the subject's).")
    private Compatibility level;

    @Override
    public Integer call() {
        directory.requireOurs();
        final SbeSchema schema = SchemaFile.read(spec, file);
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final SchemasView view = SchemasView.read(source);
            final Compatibility asked = level == null ? view.compatibility(subject) : level;
            final List<Incompatibility> problems = view.check(subject, schema, asked);
            final String against = view.latest(subject)
                    .map(latest -> " latestVersion=" + latest.version())
                    .orElse(" latestVersion=-");
            problems.forEach(problem -> output.line(problem.toString()));
            output.line((problems.isEmpty() ? "compatible: subject=" : "not compatible: subject=") + subject + " level="
                    + asked + against + (problems.isEmpty() ? "" : " problems=" + problems.size()));
            return problems.isEmpty() ? 0 : 1;
        }
    }
}
