/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.engine.LogDirectory;
import io.taffrail.schema.SchemaDocument;
import io.taffrail.schema.SchemasView;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail schemas show}. */
@Command(
        name = "show",
        description = "Print a registered schema as it was registered; works while another process owns the directory.")
final class ShowCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "ID", description = "Id of the schema, as 'schemas list' and records have it.")
    private int id;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final SchemaDocument document = SchemasView.read(source)
                    .document(id)
                    .orElseThrow(() ->
                            new IllegalArgumentException("unknown schema: id=" + id + ": see 'taffrail schemas list'"));
            output.bytes(document.text().getBytes(StandardCharsets.UTF_8));
        }
    }
}
