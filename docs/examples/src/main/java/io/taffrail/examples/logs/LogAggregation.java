/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.Workers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A collector and a counter at work, until they are through with what is written. */
final class LogAggregation {
    private final LogEngine engine;
    private final Path folder;
    private final PrintWriter out;

    LogAggregation(final LogEngine engine, final Path folder, final PrintWriter out) {
        this.engine = engine;
        this.folder = folder;
        this.out = out;
        Topics.createMissing(engine);
    }

    /** Collect what is there. */
    void collect(final Checks checks) {
        try (LineAudit audit = new LineAudit(engine, folder)) { // before: the files may grow
            try (Workers workers = new Workers()) {
                collect(workers, () -> true);
            }
            report(audit.run(), checks);
        }
    }

    /** Collect what is there, and lines that are being written meanwhile. */
    void collectWhileWriting(final int lines, final long seed, final Checks checks) {
        try (Workers workers = new Workers()) {
            final LogWriter writer = new LogWriter(folder, lines, seed, workers);
            workers.start("writer", writer);
            collect(workers, writer::isDone);
        }
        try (LineAudit audit = new LineAudit(engine, folder)) {
            report(audit.run(), checks);
        }
    }

    private void collect(final Workers workers, final BooleanSupplier hasInputEnded) {
        final Collector collector = new Collector(engine, folder, workers, hasInputEnded);
        final LineCounter counter = new LineCounter(engine, workers, collector::isDone);
        workers.start("collector", collector);
        workers.start("counter", counter);
        workers.await(
                "all lines to be counted",
                () -> counter.isDone() ? 0 : Long.MAX_VALUE - collector.lines() - counter.lines());
        out.printf("collected %,d lines in %,d transactions%n", collector.lines(), collector.transactions());
    }

    private void report(final LineAudit audit, final Checks checks) {
        out.printf("%s has %,d lines", Topics.LINES, audit.lines());
        out.println(audit.linesOfOthers() == 0 ? "" : ", " + audit.linesOfOthers() + " of files that are gone");
        final Map<String, Long> counts = LineCounter.read(engine);
        out.printf("%-20s", "");
        LineCounter.LEVELS.forEach(level -> out.printf(" %9s", level));
        out.println();
        counts.keySet().stream()
                .map(key -> key.substring(0, key.lastIndexOf(' ')))
                .distinct()
                .forEach(stream -> {
                    out.printf("%-20s", stream);
                    LineCounter.LEVELS.forEach(
                            level -> out.printf(" %,9d", counts.getOrDefault(stream + " " + level, 0L)));
                    out.println();
                });
        audit.check(checks);
    }
}
