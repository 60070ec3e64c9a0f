/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.LogFacts;
import io.taffrail.log.LogVisitor;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import java.util.Locale;

/** Prints what is in the files for programs to read: one object per line, {@code kind} says of what. */
final class JsonDump implements LogVisitor {
    private final JsonLines lines;
    private String file = "";

    JsonDump(final Output output) {
        this.lines = new JsonLines(output);
    }

    @Override
    public void onControl(final LogFacts.Control control) {
        lines.line(json -> {
            json.put("kind", "control")
                    .put("file", control.path().toString())
                    .put("logId", FactText.id(control.logId()))
                    .put("manifestVersion", control.manifestVersion())
                    .put("logStartOffset", control.logStartOffset())
                    .put("endOffset", control.endOffset())
                    .put("durableOffset", control.durableOffset())
                    .put("highWatermark", control.highWatermark());
            final LogFacts.CheckpointFacts checkpoint = control.checkpoint();
            if (checkpoint != null) {
                json.put("clean", checkpoint.isClean())
                        .put("bootId", checkpoint.bootId())
                        .put("sameBoot", control.isSameBoot())
                        .put("term", checkpoint.term())
                        .put("checkpointLogStartOffset", checkpoint.logStartOffset())
                        .put("checkpointEndOffset", checkpoint.endOffset())
                        .put("checkpointGeneration", checkpoint.generation())
                        .put("checkpointEndPosition", checkpoint.endPosition());
            }
        });
    }

    @Override
    public void onManifest(final LogFacts.ManifestFacts manifest) {
        lines.line(json -> json.put("kind", "manifest")
                .put("file", manifest.path().toString())
                .put("version", manifest.version())
                .put("logId", FactText.id(manifest.logId()))
                .put("logStartOffset", manifest.logStartOffset())
                .put("segments", manifest.segments(), (each, segment) -> each.put("generation", segment.generation())
                        .put("baseOffset", segment.baseOffset())
                        .put("length", segment.length())
                        .put("endPosition", segment.endPosition())
                        .put("maxTimestampNs", segment.maxTimestamp()))
                .put("terms", manifest.terms(), (each, start) -> each.put("term", start.term())
                        .put("startOffset", start.startOffset())));
    }

    @Override
    public void onSegment(final LogFacts.SegmentFacts segment) {
        file = segment.path().toString();
        lines.line(json -> json.put("kind", "segment")
                .put("file", file)
                .put("role", segment.role().name().toLowerCase(Locale.ROOT))
                .put("logId", FactText.id(segment.logId()))
                .put("generation", segment.generation())
                .put("baseOffset", segment.baseOffset())
                .put("previousGeneration", segment.previousGeneration())
                .put("previousEnd", segment.previousEnd())
                .put("length", segment.length())
                .put("term", segment.term())
                .put("endPosition", segment.endPosition())
                .put("durableOffset", segment.durableOffset())
                .put("durablePosition", segment.durablePosition())
                .put("compacted", segment.isCompacted())
                .put("cleanOffset", segment.cleanOffset()));
    }

    @Override
    public void onBatch(final LogFacts.Batch batch) {
        lines.line(json -> {
            json.put("kind", kind(batch))
                    .put("file", file)
                    .put("position", batch.position())
                    .put("length", batch.length())
                    .put("baseOffset", batch.baseOffset())
                    .put("lastOffset", batch.lastOffset())
                    .put("term", batch.term())
                    .put("attributes", batch.attributes())
                    .put("records", batch.recordCount())
                    .put("baseTimestampNs", batch.baseTimestamp())
                    .put("maxTimestampNs", batch.maxTimestamp())
                    .put("producerId", batch.producerId());
            if (batch.isOfProducer()) {
                json.put("producerEpoch", batch.producerEpoch());
                json.put("transactional", (batch.attributes() & LogFormat.ATTRIBUTE_TRANSACTIONAL) != 0);
            }
            if (batch.endMarker() != null) {
                json.put("ending", batch.endMarker().text());
                json.put("coordinatorTerm", batch.endMarker().coordinatorTerm());
            }
            json.put("crc", FactText.crc(batch.crc())).put("crcOk", batch.isCrcRight());
        });
    }

    private static String kind(final LogFacts.Batch batch) {
        if (batch.isFiller()) {
            return "filler";
        }
        if (batch.isVoid()) {
            return "void";
        }
        return batch.endMarker() == null ? "batch" : "endMarker";
    }

    @Override
    public void onSegmentEnd(final LogFacts.SegmentEnd end) {
        lines.line(json -> json.put("kind", "segmentEnd")
                .put("file", file)
                .put("position", end.position())
                .put("offset", end.offset())
                .put("batches", end.batches())
                .put("records", end.records()));
    }

    @Override
    public void onIndex(final LogFacts.IndexFacts index) {
        file = index.path().toString();
        lines.line(json -> json.put("kind", "index")
                .put("file", file)
                .put("generation", index.generation())
                .put("baseOffset", index.baseOffset())
                .put("endOffset", index.endOffset())
                .put("endPosition", index.endPosition())
                .put("maxTimestampNs", index.maxTimestamp())
                .put("entries", index.entries()));
    }

    @Override
    public void onIndexEntry(final LogFacts.IndexEntry entry) {
        lines.line(json -> json.put("kind", "indexEntry")
                .put("file", file)
                .put("baseOffset", entry.baseOffset())
                .put("position", entry.position())
                .put("maxTimestampBeforeNs", entry.maxTimestampBefore()));
    }

    @Override
    public void onFinding(final LogFacts.Finding finding) {
        printFinding(lines, finding);
    }

    static void printFinding(final JsonLines lines, final LogFacts.Finding finding) {
        lines.line(json -> json.put("kind", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("file", finding.path().toString())
                .put("position", finding.position())
                .put("message", finding.message()));
    }
}
