/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CleanupPolicy;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Moves the log start by age and by size, and drops what is behind it: first the new start is made durable, then files
 * are unlinked. Mappings and open files of readers stay as they are.
 *
 * <p>Also writes the index and producers files of sealed segments and unmaps those that nobody needs.
 *
 * <p>Threading: the frontier, under the log's structure lock.
 */
final class Retention {
    private final PartitionLog log;
    private final List<Segment> retired = new ArrayList<>();
    private Segment datedSegment;
    private long datedTimestamp;

    Retention(final PartitionLog log) {
        this.log = log;
    }

    /** One turn; work done. */
    int apply() throws IOException {
        int work = deleteExpired();
        work += tidySealed();
        work += unmapRetired();
        return work;
    }

    /** A segment is appended to again: its age goes on from its first record, as far as that is not in the future. */
    void onResumed(final Segment segment) {
        final int first = LogFormat.SEGMENT_HEADER_LENGTH;
        if (datedSegment != segment && BatchHeader.lengthVolatile(segment.buffer(), first) > 0) {
            final long timestamp = BatchHeader.baseTimestamp(segment.buffer(), first);
            if (timestamp > 0) { // a void that stands first knows no time
                datedSegment = segment;
                datedTimestamp = Math.min(timestamp, log.nowNs());
            }
        }
    }

    /** When the first batch of a segment was seen or, after a reopen, its timestamp; {@link Long#MAX_VALUE} without one. */
    long firstTimestamp(final Segment segment) {
        if (datedSegment == segment) {
            return datedTimestamp;
        }
        if (BatchHeader.lengthVolatile(segment.buffer(), LogFormat.SEGMENT_HEADER_LENGTH) <= 0) {
            return Long.MAX_VALUE;
        }
        datedSegment = segment;
        datedTimestamp = log.nowNs();
        return datedTimestamp;
    }

    /** A segment was dropped with all that is in it. */
    void onDropped(final Segment segment) throws IOException {
        segment.retire();
        if (!segment.tryUnmap() && !retired.contains(segment)) {
            segment.tidy();
            retired.add(segment);
        }
    }

    /** Unmap segments that the log needs no more and no reader holds. */
    int unmapRetired() throws IOException {
        int work = 0;
        for (int i = retired.size() - 1; i >= 0; i--) {
            if (retired.get(i).tryUnmap()) {
                retired.remove(i);
                work++;
            }
        }
        final LogEnd end = log.idleEnd();
        if (log.current().state != TailState.OPEN && end.segment() != null) {
            end.segment().tryUnmap();
        }
        return work;
    }

    /** Write the index of every segment that the cursor has left, and let go of its mapping once it is forced. */
    private int tidySealed() throws IOException {
        int work = 0;
        final boolean mustBeDurable = log.isForcedAhead();
        for (final Segment segment : log.catalog().segments()) {
            if (!segment.isMapped() || !segment.isEnded() || segment.isTidy() || segment.sealedAtNs() == 0) {
                continue;
            }
            if (mustBeDurable && log.durableOffset() < segment.endOffset()) {
                break;
            }
            if (segment.endPosition() > LogFormat.SEGMENT_HEADER_LENGTH) {
                IndexFile.write(log.storage(), log.directory(), segment, segment.endPosition(), segment.endOffset());
            }
            writeProducers(segment);
            segment.tidy();
            retired.add(segment);
            work++;
        }
        return work;
    }

    /** One without entries is written too: without it a load would look for producers in all that is before. */
    private void writeProducers(final Segment segment) throws IOException {
        final ByteBuffer known = segment.producers();
        final ByteBuffer bytes = known != null
                ? known
                : ProducersFile.encode(new ProducerStates(), segment, segment.endPosition(), segment.endOffset());
        ProducersFile.write(log.storage(), ProducersFile.path(log.directory(), segment), bytes);
        segment.producers(null);
    }

    private int deleteExpired() throws IOException {
        final TopicSettings settings = log.settings();
        if (settings.cleanupPolicy() == CleanupPolicy.COMPACT && log.keptFrom() == Replication.OWN_RETENTION) {
            return 0;
        }
        final Segment[] segments = log.catalog().segments();
        final long bound = Math.min(log.highWatermark(), log.cursor().contiguousOffset());
        long bytes = 0;
        for (final Segment segment : segments) {
            bytes += sizeOf(segment);
        }
        int dropped = 0;
        while (dropped < segments.length - 1) {
            final Segment segment = segments[dropped];
            if (!segment.isEnded() || segment.endOffset() > bound || !isExpired(segment, settings, bytes)) {
                break;
            }
            bytes -= sizeOf(segment);
            dropped++;
        }
        if (dropped == 0) {
            return 0;
        }
        drop(segments, dropped, Math.max(log.logStartOffset(), segments[dropped].baseOffset()));
        return dropped;
    }

    private boolean isExpired(final Segment segment, final TopicSettings settings, final long bytes)
            throws IOException {
        final long keptFrom = log.keptFrom();
        if (keptFrom != Replication.OWN_RETENTION) {
            return segment.endOffset() <= keptFrom;
        }
        if (settings.retentionBytes() >= 0 && bytes - sizeOf(segment) >= settings.retentionBytes()) {
            return true;
        }
        if (settings.retentionMs() < 0) {
            return false;
        }
        final long newest = newest(segment);
        return newest != Long.MIN_VALUE && log.nowNs() - newest > TimeUnit.MILLISECONDS.toNanos(settings.retentionMs());
    }

    private long newest(final Segment segment) throws IOException {
        if (segment.maxTimestamp() == Long.MIN_VALUE && segment.sealedAtNs() == 0) {
            log.requireIndex(segment, segment.endPosition());
        }
        return segment.maxTimestamp();
    }

    /**
     * Move the log start and drop the first segments.
     *
     * <p>Indices go first: they can be made again, and on a full disk they make the room for the manifest.
     */
    void drop(final Segment[] segments, final int number, final long start) throws IOException {
        if (number > 0) {
            carryProducers(segments, number);
        }
        for (int i = 0; i < number; i++) {
            SegmentFiles.deleteDerived(log.storage(), log.directory(), segments[i]);
        }
        log.keeper().moveStart(start, number);
        for (int i = 0; i < number; i++) {
            final Segment segment = segments[i];
            log.storage().delete(segment.path());
            if (segment.isMapped() && !segment.isTidy()) {
                segment.tidy();
                retired.add(segment);
            }
        }
    }

    /**
     * What is known of producers at the log's new start stands beside a segment that goes: keep it beside the first one that
     * stays, for a crash before that is sealed, or a truncation in it.
     */
    private void carryProducers(final Segment[] segments, final int number) {
        final Segment kept = segments[number];
        final Segment last = segments[number - 1];
        try {
            if (!log.cursor().hasProducers()) {
                return;
            }
            final ProducerStates states = new ProducersLoader(log.storage(), log.logId(), log.nowNs())
                    .at(List.of(segments), number, last.endPosition(), last.endOffset());
            ProducersFile.write(
                    log.storage(),
                    ProducersFile.startPath(log.directory(), kept),
                    ProducersFile.encode(states, kept, LogFormat.SEGMENT_HEADER_LENGTH, kept.baseOffset()));
        } catch (final IOException | CorruptLogException ex) {
            log.onError(ex); // a full disk must not keep retention from making room
        }
    }

    private static long sizeOf(final Segment segment) {
        return segment.isEnded() ? segment.endPosition() : 0;
    }
}
