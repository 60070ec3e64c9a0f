/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.log.LogFacts;
import io.taffrail.log.LogInspector;
import io.taffrail.log.LogVisitor;
import io.taffrail.storage.FileStorage;
import io.taffrail.tools.console.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail log dump}: shows what is in the files. */
@Command(
        name = "dump",
        description = {
            "Show control file, manifest, batches and indices of a partition, of all partitions of a data directory,",
            "or of one segment file. Works while an engine publishes, and on a damaged log.",
            "Exit code 1 says that damage was found."
        })
final class DumpCommand implements Callable<Integer> {
    private static final String SEGMENT_SUFFIX = ".log";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR|FILE", description = "Partition, data directory, or segment file (*.log).")
    private Path path;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException {
        final LogInspector inspector = new LogInspector(new FileStorage());
        try (Output output = Output.of(spec)) {
            final DamageCount count = new DamageCount(isJson ? new JsonDump(output) : new TextDump(output));
            if (Files.isRegularFile(path)) {
                if (!path.getFileName().toString().endsWith(SEGMENT_SUFFIX)) {
                    throw new IllegalArgumentException(
                            "not a segment file: file=" + path + ": its name ends in " + SEGMENT_SUFFIX);
                }
                inspector.inspectFile(path, count);
            } else {
                for (final Path partition : Partitions.of(inspector, path)) {
                    inspector.inspectPartition(partition, count);
                }
            }
            return count.damages == 0 ? 0 : 1;
        }
    }

    /** Passes everything on, and counts. */
    private static final class DamageCount implements LogVisitor {
        private final LogVisitor printer;
        private int damages;

        DamageCount(final LogVisitor printer) {
            this.printer = printer;
        }

        @Override
        public void onControl(final LogFacts.Control control) {
            printer.onControl(control);
        }

        @Override
        public void onManifest(final LogFacts.ManifestFacts manifest) {
            printer.onManifest(manifest);
        }

        @Override
        public void onSegment(final LogFacts.SegmentFacts segment) {
            printer.onSegment(segment);
        }

        @Override
        public void onBatch(final LogFacts.Batch batch) {
            printer.onBatch(batch);
        }

        @Override
        public void onSegmentEnd(final LogFacts.SegmentEnd end) {
            printer.onSegmentEnd(end);
        }

        @Override
        public void onIndex(final LogFacts.IndexFacts index) {
            printer.onIndex(index);
        }

        @Override
        public void onIndexEntry(final LogFacts.IndexEntry entry) {
            printer.onIndexEntry(entry);
        }

        @Override
        public void onFinding(final LogFacts.Finding finding) {
            damages += finding.severity() == LogFacts.Severity.DAMAGE ? 1 : 0;
            printer.onFinding(finding);
        }
    }
}
