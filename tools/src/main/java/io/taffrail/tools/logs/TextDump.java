/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.log.LogFacts;
import io.taffrail.log.LogVisitor;
import io.taffrail.tools.console.Output;
import java.util.Locale;

/** Prints what is in the files for people to read. */
final class TextDump implements LogVisitor {
    private static final String BATCH = "  %10s  %-24s  %5s  %-12s  %7s  %9s  %-12s  %s";
    private static final String ENTRY = "  %20s  %10s  %s";

    private final Output output;

    TextDump(final Output output) {
        this.output = output;
    }

    @Override
    public void onControl(final LogFacts.Control control) {
        output.line("control " + control.path());
        output.line("  logId=" + FactText.id(control.logId()));
        final LogFacts.CheckpointFacts checkpoint = control.checkpoint();
        if (checkpoint == null) {
            output.line("  checkpoint none");
        } else {
            output.line("  checkpoint clean=" + checkpoint.isClean() + " term=" + checkpoint.term()
                    + " logStartOffset=" + checkpoint.logStartOffset() + " endOffset=" + checkpoint.endOffset()
                    + " generation=" + checkpoint.generation() + " endPosition=" + checkpoint.endPosition() + " boot="
                    + checkpoint.bootId() + (control.isSameBoot() ? " (this one)" : " (another one)"));
        }
        output.line("  live manifestVersion=" + control.manifestVersion() + " logStartOffset="
                + control.logStartOffset() + " endOffset=" + control.endOffset() + " durableOffset="
                + control.durableOffset() + " highWatermark="
                + (control.highWatermark() == Long.MAX_VALUE ? "none" : control.highWatermark()));
    }

    @Override
    public void onManifest(final LogFacts.ManifestFacts manifest) {
        output.line("manifest " + manifest.path());
        output.line("  version=" + manifest.version() + " logId=" + FactText.id(manifest.logId()) + " logStartOffset="
                + manifest.logStartOffset());
        for (final LogFacts.ListedSegment segment : manifest.segments()) {
            output.line("  segment generation=" + segment.generation() + " baseOffset=" + segment.baseOffset()
                    + " length=" + segment.length() + " endPosition="
                    + (segment.endPosition() < 0 ? "open" : segment.endPosition()) + " maxTimestamp="
                    + FactText.time(segment.maxTimestamp()));
        }
        for (final LogFacts.TermStart start : manifest.terms()) {
            output.line("  term=" + start.term() + " startOffset=" + start.startOffset());
        }
    }

    @Override
    public void onSegment(final LogFacts.SegmentFacts segment) {
        output.line("segment " + segment.path()
                + (segment.role() == LogFacts.Role.LEFTOVER ? " (not part of the log)" : ""));
        output.line("  logId=" + FactText.id(segment.logId()) + " generation=" + segment.generation() + " baseOffset="
                + segment.baseOffset() + " previousGeneration=" + segment.previousGeneration() + " previousEnd="
                + segment.previousEnd() + " length=" + segment.length() + " term=" + segment.term());
        if (segment.isCompacted()) {
            output.line("  compacted cleanOffset=" + segment.cleanOffset());
        }
        output.line("  durable mark "
                + (segment.durablePosition() < 0
                        ? "none"
                        : "offset=" + segment.durableOffset() + " position=" + segment.durablePosition()));
        if (segment.role() == LogFacts.Role.LOG) {
            output.line(String.format(
                            Locale.ROOT,
                            BATCH,
                            "position",
                            "offsets",
                            "term",
                            "attributes",
                            "records",
                            "length",
                            "crc",
                            "timestamps")
                    .stripTrailing());
        }
    }

    @Override
    public void onBatch(final LogFacts.Batch batch) {
        final boolean isFiller = batch.isFiller();
        final String offsets = batch.lastOffset() < batch.baseOffset()
                ? "next " + batch.baseOffset()
                : batch.baseOffset() == batch.lastOffset()
                        ? Long.toString(batch.baseOffset())
                        : batch.baseOffset() + ".." + batch.lastOffset();
        final String times = isFiller || batch.isVoid()
                ? isFiller ? "next generation=" + batch.producerId() : ""
                : batch.baseTimestamp() == batch.maxTimestamp()
                        ? FactText.time(batch.baseTimestamp())
                        : FactText.time(batch.baseTimestamp()) + " .. " + FactText.time(batch.maxTimestamp());
        output.line(String.format(
                        Locale.ROOT,
                        BATCH,
                        batch.position(),
                        offsets,
                        batch.term(),
                        FactText.attributes(batch),
                        batch.recordCount(),
                        batch.length(),
                        FactText.crc(batch.crc()) + (batch.isCrcRight() ? " ok" : " BAD"),
                        times + FactText.producer(batch))
                .stripTrailing());
    }

    @Override
    public void onSegmentEnd(final LogFacts.SegmentEnd end) {
        output.line("  end position=" + end.position() + " offset=" + end.offset() + " batches=" + end.batches()
                + " records=" + end.records());
    }

    @Override
    public void onIndex(final LogFacts.IndexFacts index) {
        output.line("index " + index.path());
        output.line("  generation=" + index.generation() + " baseOffset=" + index.baseOffset() + " endOffset="
                + index.endOffset() + " endPosition=" + index.endPosition() + " maxTimestamp="
                + FactText.time(index.maxTimestamp()) + " entries=" + index.entries());
        output.line(String.format(Locale.ROOT, ENTRY, "baseOffset", "position", "maxTimestampBefore"));
    }

    @Override
    public void onIndexEntry(final LogFacts.IndexEntry entry) {
        output.line(String.format(
                Locale.ROOT, ENTRY, entry.baseOffset(), entry.position(), FactText.time(entry.maxTimestampBefore())));
    }

    @Override
    public void onFinding(final LogFacts.Finding finding) {
        output.line(FactText.finding(finding));
    }
}
