/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.engine.LogDirectory;
import io.taffrail.schema.SchemaVersion;
import io.taffrail.schema.SchemasView;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail schemas list}. */
@Command(
        name = "list",
        description = "List the versions of all subjects, or of one; works while another process owns the directory.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(arity = "0..1", paramLabel = "SUBJECT", description = "List this subject only.")
    private String subject;

    @Option(names = "--json", description = "One JSON object per version.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final SchemasView view = SchemasView.read(source);
            if (subject != null && view.versions(subject).isEmpty()) {
                throw unknown(view);
            }
            final List<SchemaVersion> versions = (subject == null ? view.subjects() : List.of(subject))
                    .stream().flatMap(one -> view.versions(one).stream()).toList();
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                versions.forEach(version -> printJson(lines, view, version));
            } else {
                print(output, view, versions);
            }
        }
    }

    private IllegalArgumentException unknown(final SchemasView view) {
        final String nearest = Text.nearest(subject, view.subjects());
        return new IllegalArgumentException("unknown subject: subject=" + subject
                + (nearest == null
                        ? ": there is none yet, make it with 'taffrail schemas register'"
                        : ": did you mean " + nearest + "?"));
    }

    private static void print(final Output output, final SchemasView view, final List<SchemaVersion> versions) {
        final Table table = new Table("SUBJECT", "VERSION", "ID", "SBE-ID", "SBE-VERSION", "MESSAGES", "COMPATIBILITY");
        for (final SchemaVersion version : versions) {
            final SbeSchema schema = version.document().schema();
            table.row(
                    version.subject(),
                    version.version(),
                    version.id(),
                    schema.id(),
                    schema.version(),
                    Notes.orDash(schema.templates().stream()
                            .map(SbeSchema.Template::name)
                            .collect(Collectors.joining(","))),
                    view.compatibility(version.subject()));
        }
        table.print(output);
    }

    private static void printJson(final JsonLines lines, final SchemasView view, final SchemaVersion version) {
        final SbeSchema schema = version.document().schema();
        lines.line(json -> json.put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("sbeSchemaId", schema.id())
                .put("sbeVersion", schema.version())
                .put("package", schema.packageName())
                .put("messages", schema.templates(), (each, template) -> each.put("templateId", template.id())
                        .put("name", template.name()))
                .put("compatibility", view.compatibility(version.subject()).name()));
    }
}
