/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.ResultException;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results as one HTML page that needs no network and no script. The same results give the same page, byte for byte.
 *
 * <p>Threading: one thread.
 */
public final class Report {
    private Report() {}

    /**
     * Write the page. Everything is made before anything is written, and a file is there as a whole or not at all.
     *
     * @param store        of the results.
     * @param file         to write or to replace.
     * @param isWithCharts true to write each chart as a file beside it as well.
     * @return what was written, the page first.
     * @throws IOException     if something cannot be read or written.
     * @throws ResultException if there are no results, or some cannot be used.
     */
    public static List<Path> write(final ResultStore store, final Path file, final boolean isWithCharts)
            throws IOException {
        final Path target = file.toAbsolutePath();
        if (Files.isDirectory(target) || !Files.isDirectory(target.getParent())) {
            throw new ResultException("the report must be a file in a folder that is there: file=" + file);
        }
        final List<Stored> all = store.all();
        all.forEach(Report::check);
        final List<Stored> runs = all.stream()
                .filter(run -> run.result().workload().kind().isCompared())
                .toList();
        if (runs.isEmpty()) {
            throw new ResultException("no results to report: dir=" + store.directory()
                    + ": make some with 'taffrail bench latency --out " + store.directory() + "'");
        }
        final Palette palette = Palette.of(
                runs.stream().map(run -> run.result().workload().target()).toList());
        final Drawings drawings = new Drawings(palette, isWithCharts);
        final Map<Path, String> files = new LinkedHashMap<>();
        files.put(target, Page.of(runs, drawings));
        drawings.files().forEach((name, markup) -> files.put(target.resolveSibling(name), markup));
        replace(files);
        return new ArrayList<>(files.keySet());
    }

    private static void check(final Stored run) {
        final RunResult result = run.result();
        final boolean isComplete = result.workload() != null
                && result.workload().kind() != null
                && result.workload().target() != null
                && result.status() != null
                && result.startedAt() != null
                && result.command() != null
                && result.settings() != null
                && result.remarks() != null
                && result.figures() != null
                && !result.figures().containsValue(null);
        if (!isComplete) {
            throw new ResultException("an incomplete result: file=" + run.json() + ": move it away, or run it again");
        }
    }

    private static void replace(final Map<Path, String> files) throws IOException {
        try {
            for (final Map.Entry<Path, String> file : files.entrySet()) {
                Files.writeString(part(file.getKey()), file.getValue());
            }
            for (final Path file : files.keySet()) {
                Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (final Path file : files.keySet()) {
                Files.deleteIfExists(part(file));
            }
        }
    }

    private static Path part(final Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }
}
