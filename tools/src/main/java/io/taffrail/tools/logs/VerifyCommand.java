/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.engine.LogDirectory;
import io.taffrail.log.LogInspector;
import io.taffrail.storage.FileStorage;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail log verify}: reads everything and says whether it is sound. */
@Command(
        name = "verify",
        description = {
            "Read every byte of a partition, or of all partitions of a data directory, and check it. Changes nothing.",
            "Works while an engine publishes, and on what a killed engine left.",
            "Exit code 0: sound, or unclean (recovered at the next open). 1: damaged."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Partition or data directory.")
    private Path path;

    @Option(names = "--json", description = "One JSON object per finding and per partition.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        final LogInspector inspector = new LogInspector(new FileStorage());
        final List<Path> partitions = Partitions.of(inspector, path);
        final OptionalLong owner = LogDirectory.ownerPid(Partitions.dataDirectory(path));
        final List<Verdict> verdicts = new ArrayList<>();
        try (Output output = Output.of(spec)) {
            final JsonLines lines = isJson ? new JsonLines(output) : null;
            final Progress progress = new Progress(spec.commandLine().getErr(), total(inspector, partitions));
            for (final Path partition : partitions) {
                final Verdict verdict = new Verdict(partition, owner, progress, finding -> {
                    if (lines == null) {
                        output.line(FactText.finding(finding));
                    } else {
                        JsonDump.printFinding(lines, finding);
                    }
                });
                inspector.inspectPartition(partition, verdict);
                verdict.finish();
                verdicts.add(verdict);
                if (lines != null) {
                    verdict.print(lines);
                }
            }
            if (lines == null) {
                print(output, verdicts, owner);
            }
        }
        return verdicts.stream().anyMatch(Verdict::isDamaged) ? 1 : 0;
    }

    private void print(final Output output, final List<Verdict> verdicts, final OptionalLong owner) {
        final Table table =
                new Table("partition", "segments", "batches", "records", "start", "end", "verified", "result");
        for (final Verdict verdict : verdicts) {
            table.row(
                    verdict.name(),
                    verdict.segments(),
                    verdict.batches(),
                    verdict.records(),
                    verdict.startOffset(),
                    verdict.endOffset(),
                    Text.size(verdict.bytes()),
                    verdict.result());
        }
        table.print(output);
        final long damaged = verdicts.stream().filter(Verdict::isDamaged).count();
        output.line(
                damaged == 0
                        ? "sound: partitions=" + verdicts.size()
                                + (owner.isPresent() ? ", in use by pid=" + owner.getAsLong() : "")
                        : "damaged: partitions=" + damaged + " of " + verdicts.size());
    }

    private static long total(final LogInspector inspector, final List<Path> partitions) throws IOException {
        long bytes = 0;
        for (final Path partition : partitions) {
            bytes += inspector.segmentBytes(partition);
        }
        return bytes;
    }
}
