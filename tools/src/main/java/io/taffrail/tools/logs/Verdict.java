/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.log.LogFacts;
import io.taffrail.log.LogVisitor;
import io.taffrail.tools.console.JsonLines;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What verifying one partition comes to.
 *
 * <p>Threading: one thread.
 */
final class Verdict implements LogVisitor {
    private static final String RECOVERED = "unclean: will be recovered at next open";

    private final Path partition;
    private final OptionalLong owner;
    private final Progress progress;
    private final Consumer<LogFacts.Finding> printer;
    private final Set<Path> damaged = new HashSet<>();
    private boolean isClean = true;
    private int unclean;
    private int notes;
    private int segments;
    private long batches;
    private long records;
    private long bytes;
    private long startOffset = -1;
    private long endOffset;
    private long furtherDamages;

    Verdict(
            final Path partition,
            final OptionalLong owner,
            final Progress progress,
            final Consumer<LogFacts.Finding> printer) {
        this.partition = partition;
        this.owner = owner;
        this.progress = progress;
        this.printer = printer;
    }

    @Override
    public void onControl(final LogFacts.Control control) {
        isClean = control.checkpoint() != null && control.checkpoint().isClean();
        endOffset = control.checkpoint() == null ? 0 : control.checkpoint().endOffset();
    }

    @Override
    public void onManifest(final LogFacts.ManifestFacts manifest) {
        startOffset = manifest.logStartOffset();
    }

    @Override
    public void onSegment(final LogFacts.SegmentFacts segment) {
        if (segment.role() == LogFacts.Role.LOG) {
            segments++;
            startOffset = startOffset < 0 ? segment.baseOffset() : startOffset;
        }
    }

    @Override
    public void onSegmentEnd(final LogFacts.SegmentEnd end) {
        batches += end.batches();
        records += end.records();
        endOffset = end.offset();
    }

    /** Of each damaged file the first bad position is named; how many more there are is counted. */
    @Override
    public void onFinding(final LogFacts.Finding finding) {
        switch (finding.severity()) {
            case DAMAGE -> {
                if (damaged.add(finding.path())) {
                    printer.accept(finding);
                } else {
                    furtherDamages++;
                }
            }
            case UNCLEAN -> {
                unclean++;
                printer.accept(new LogFacts.Finding(
                        finding.severity(),
                        finding.path(),
                        finding.position(),
                        finding.message() + (owner.isPresent() ? "" : ": will be recovered at next open")));
            }
            case NOTE -> {
                notes++;
                printer.accept(finding);
            }
        }
    }

    @Override
    public void onProgress(final long more) {
        bytes += more;
        progress.add(more);
    }

    void finish() {
        startOffset = Math.max(0, startOffset);
    }

    boolean isDamaged() {
        return !damaged.isEmpty();
    }

    String name() {
        return partition.toAbsolutePath().normalize().getFileName().toString();
    }

    int segments() {
        return segments;
    }

    long batches() {
        return batches;
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    long startOffset() {
        return startOffset;
    }

    long endOffset() {
        return endOffset;
    }

    String result() {
        if (isDamaged()) {
            return "DAMAGED: files=" + damaged.size() + (furtherDamages == 0 ? "" : " places=" + places());
        }
        if (isClean && unclean == 0) {
            return "sound";
        }
        return owner.isPresent() ? "sound, in use" : RECOVERED;
    }

    void print(final JsonLines lines) {
        lines.line(json -> json.put("kind", "partition")
                .put("partition", name())
                .put("segments", segments)
                .put("batches", batches)
                .put("records", records)
                .put("logStartOffset", startOffset)
                .put("endOffset", endOffset)
                .put("bytes", bytes)
                .put("damagedFiles", damaged.size())
                .put("damagedPlaces", places())
                .put("uncleanPlaces", unclean)
                .put("notes", notes)
                .put("clean", isClean)
                .put("ok", !isDamaged())
                .put("result", result()));
    }

    private long places() {
        return damaged.size() + furtherDamages;
    }
}
