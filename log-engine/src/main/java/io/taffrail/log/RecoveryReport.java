/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells what {@link Recovery} did to a log: each void, and the cut with all that stood behind it.
 *
 * <p>Threading: the thread that recovers.
 */
final class RecoveryReport {
    /** A log with very many holes must not take all room in the error log. */
    static final int MAX_VOIDS = 100;

    private final Storage storage;
    private final SegmentScanner scanner;
    private final Consumer<? super LogNotice> onNotice;
    private int voids;
    private long voidedOffsets;

    RecoveryReport(final Storage storage, final long logId, final Consumer<? super LogNotice> onNotice) {
        this.storage = storage;
        this.scanner = new SegmentScanner(logId);
        this.onNotice = onNotice;
    }

    /** A void was put from a position to another one. */
    void onVoid(final Segment segment, final int from, final int to, final long offset, final long nextOffset) {
        voids++;
        voidedOffsets += nextOffset - offset;
        if (voids <= MAX_VOIDS) {
            tell("recovery put a void over a hole: file=" + segment.path() + " position=" + from + " bytes="
                    + (to - from) + " offsets=" + range(offset, nextOffset)
                    + ": claims that were open when the process died");
        }
    }

    /**
     * The log is going to end inside a segment, whatever stands behind; says nothing where nothing does.
     *
     * @param chain the segments in order.
     * @param last  index of the one in which the log ends.
     * @param end   where.
     * @param found what stands there.
     */
    void beforeCut(final List<Segment> chain, final int last, final RecoveredEnd end, final BatchCheck found)
            throws IOException {
        long bytes = 0;
        long nextOffset = end.offset;
        for (int i = last; i < chain.size(); i++) {
            final Segment segment = chain.get(i);
            final int from = i == last ? end.position : LogFormat.SEGMENT_HEADER_LENGTH;
            final long after = i == last ? end.offset - 1 : segment.baseOffset() - 1;
            try (StorageFile file = storage.open(segment.path(), false)) {
                scanner.open(file, segment.length());
                final int to = scanner.lastUsed(from);
                bytes += to - from;
                nextOffset = Math.max(nextOffset, nextOffset(from, to, after));
            }
        }
        final int dropped = chain.size() - 1 - last;
        if (bytes > 0 || dropped > 0) {
            tell("recovery cut the log: file=" + chain.get(last).path() + " position=" + end.position + " bytes="
                    + bytes + " segmentsDropped=" + dropped + " offsets=" + range(end.offset, nextOffset) + " found="
                    + found.name().toLowerCase(Locale.ROOT) + ": " + cause(end.offset, nextOffset));
        }
    }

    /** Everything that was found lies before the log start. */
    void onNothingLeft(final Segment last, final long endOffset, final long logStartOffset) {
        tell("recovery dropped all segments: file=" + last.path() + " endOffset=" + endOffset + " logStartOffset="
                + logStartOffset + ": what followed the deleted records is lost");
    }

    /** A segment file was kept under another name. */
    void onPutAside(final Path path, final Path aside, final int bytes) {
        tell("recovery put a segment file aside: file=" + path + " now=" + aside.getFileName() + " bytes=" + bytes
                + ": the log does not lead to it any more; delete it when nothing in it is wanted");
    }

    /** Recovery is over. */
    void finish() {
        if (voids > MAX_VOIDS) {
            tell("recovery put voids over " + voids + " holes of offsets=" + voidedOffsets + " in all: only the first "
                    + MAX_VOIDS + " are told one by one");
        }
    }

    /** Offset behind the last sound batch of a range, or 0 when there is none. */
    private long nextOffset(final int from, final int to, final long after) throws IOException {
        long found = 0;
        int position = from;
        while (position < to) {
            if (scanner.isPlausible(position, after) && scanner.check(position) == BatchCheck.SOUND) {
                found = Math.max(found, scanner.nextOffset());
                position += scanner.alignedLength();
            } else {
                position += LogFormat.BATCH_ALIGNMENT;
            }
        }
        return found;
    }

    private static String cause(final long endOffset, final long nextOffset) {
        return nextOffset == endOffset
                ? "no sound batch stood behind it"
                : "batches behind it cannot be trusted, and are lost";
    }

    private static String range(final long from, final long to) {
        return from == to ? "none from " + from : from + ".." + (to - 1);
    }

    private void tell(final String message) {
        onNotice.accept(new LogNotice(message));
    }
}
