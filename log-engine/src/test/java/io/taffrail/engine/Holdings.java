/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.LogFacts;
import io.taffrail.log.LogInspector;
import io.taffrail.log.LogNotice;
import io.taffrail.log.LogVisitor;
import io.taffrail.storage.FileStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a directory holds once it was opened, read from end to end, and closed in order. */
final class Holdings implements LogVisitor {
    final List<LifeValue.Found> found;
    private final PartitionOffsets offsets;
    private long segmentBytes;
    private long nextOffset = -1;
    private int term;

    private Holdings(final PartitionOffsets offsets, final List<LifeValue.Found> found) {
        this.offsets = offsets;
        this.found = found;
    }

    /** What an engine met, without what recovery tells that it did. */
    static List<ErrorLog.Entry> errors(final Path directory) throws IOException {
        return ErrorLog.read(directory).stream()
                .filter(entry -> !entry.text().startsWith(LogNotice.class.getName()))
                .toList();
    }

    /** Open a directory, whatever state it is in; null when nothing was ever made in it. */
    static Holdings take(final Path directory) throws IOException {
        final Holdings taken;
        try (LogEngine engine = LogEngine.open(directory)) {
            if (!engine.topics().exists(LivingMain.TOPIC)) {
                return null;
            }
            final List<LifeValue.Found> found = read(engine);
            taken = new Holdings(engine.offsets(LivingMain.TOPIC, 0), found);
        }
        final List<ErrorLog.Entry> errors = errors(directory);
        if (!errors.isEmpty()) {
            throw new AssertionError("errors while opening: " + errors);
        }
        new LogInspector(new FileStorage())
                .inspectPartition(Layout.partitionDirectory(directory, LivingMain.TOPIC, 0), taken);
        if (taken.nextOffset >= 0 ? taken.nextOffset != taken.end() : taken.end() != taken.start()) {
            throw new AssertionError("batches end at offset=" + taken.nextOffset + ", the log at " + taken.end());
        }
        return taken;
    }

    private static List<LifeValue.Found> read(final LogEngine engine) {
        final LifeValue value = new LifeValue();
        final List<LifeValue.Found> found = new ArrayList<>();
        try (Subscription all = engine.subscribe(LivingMain.TOPIC, StartAt.earliest())) {
            int polled;
            do {
                polled = all.poll(record -> found.add(value.read(record)), 1_000);
            } while (polled > 0);
            if (polled < 0 || all.position(0) != all.endOffset(0)) {
                throw new AssertionError("reading stops early: polled=" + polled + " position=" + all.position(0)
                        + " endOffset=" + all.endOffset(0));
            }
        }
        return found;
    }

    long start() {
        return offsets.logStartOffset();
    }

    long end() {
        return offsets.endOffset();
    }

    int term() {
        return offsets.term();
    }

    long segmentBytes() {
        return segmentBytes;
    }

    @Override
    public void onSegment(final LogFacts.SegmentFacts segment) {
        if (segment.role() == LogFacts.Role.LOG) {
            segmentBytes += segment.length();
        }
    }

    /** Offsets are dense, voids included, and terms do not go back. */
    @Override
    public void onBatch(final LogFacts.Batch batch) {
        if (batch.isFiller()) {
            return;
        }
        if (nextOffset >= 0 && batch.baseOffset() != nextOffset || batch.term() < term) {
            throw new AssertionError("expected offset=" + nextOffset + " term>=" + term + ", found " + batch);
        }
        nextOffset = batch.lastOffset() + 1;
        term = batch.term();
    }

    @Override
    public void onSegmentEnd(final LogFacts.SegmentEnd segmentEnd) {
        nextOffset = Math.max(nextOffset, segmentEnd.offset()); // of an empty log
    }

    @Override
    public void onFinding(final LogFacts.Finding finding) {
        if (finding.severity() != LogFacts.Severity.NOTE && !isLostHeader(finding)) {
            throw new AssertionError("closed in order, and yet: " + finding);
        }
    }

    /** A segment that was never forced keeps its name and loses its header with the power; it is left where it is. */
    private static boolean isLostHeader(final LogFacts.Finding finding) {
        return finding.position() == 0 && finding.message().contains("found zeros");
    }

    void write(final DataOutputStream out) throws IOException {
        out.writeLong(offsets.logStartOffset());
        out.writeLong(offsets.endOffset());
        out.writeLong(offsets.durableOffset());
        out.writeInt(offsets.term());
        out.writeLong(segmentBytes);
        out.writeInt(found.size());
        for (final LifeValue.Found one : found) {
            out.writeLong(one.offset());
            out.writeInt(one.life());
            out.writeInt(one.lane());
            out.writeLong(one.number());
            out.writeInt(one.checksum());
            out.writeInt(one.term());
        }
    }

    static Holdings read(final DataInputStream in) throws IOException {
        final long start = in.readLong();
        final long end = in.readLong();
        final Holdings taken = new Holdings(
                new PartitionOffsets(start, end, in.readLong(), end, end, in.readInt()), new ArrayList<>());
        taken.segmentBytes = in.readLong();
        for (int count = in.readInt(); count > 0; count--) {
            taken.found.add(new LifeValue.Found(
                    in.readLong(), in.readInt(), in.readInt(), in.readLong(), in.readInt(), in.readInt()));
        }
        return taken;
    }
}
