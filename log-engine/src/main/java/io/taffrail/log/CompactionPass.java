/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;

/**
 * One pass over a log that drops what later records have made superfluous. It is done in steps; between two of them the log
 * is sound, and so it is when the pass is closed before its end.
 *
 * <pre>
 *   segments      [ clean ][ clean ][ dirty ][ dirty ][ dirty ] | [ too young ][ active ]
 *   first look                       keys ------------------&gt;
 *   second look   [   one group     ][      another   ][ ... ]       each becomes one segment
 * </pre>
 *
 * <p>A group takes the next segment in while all of that would fit into {@code segment.bytes} beside what was kept of those
 * before, oldest first; each is put in its place by itself. Readers go on undisturbed. What retention deletes meanwhile ends the pass, and nothing is lost by that.
 *
 * <p>Threading: confined to one thread, that of no publisher.
 */
public final class CompactionPass implements AutoCloseable {
    private final PartitionLog log;
    private final CleanableRange range;
    private final boolean isDryRun;
    private final KeyMapper mapper;
    private List<Segment> segments;
    private BatchWalk walk;
    private BatchFilter filter;
    private SegmentReplacement replacement;
    private int reached;
    private int written;
    private long bytesBefore;
    private long bytesAfter;
    private boolean isOver;
    private boolean isInVain;

    CompactionPass(final PartitionLog log, final CleanableRange range, final int memoryBytes, final boolean isDryRun) {
        this.log = log;
        this.range = range;
        this.isDryRun = isDryRun;
        this.mapper = new KeyMapper(log, range, memoryBytes);
    }

    /**
     * Go on.
     *
     * @param bytes to look at, about: 1 MiB takes some milliseconds. The last bytes of a segment are forced besides.
     * @return false when there is nothing more to do.
     * @throws CorruptLogException   when a batch is not sound: its segment and what is behind it stay as they are.
     * @throws IllegalStateException when the memory for keys is smaller than one batch needs.
     * @throws IOException           when something cannot be read or written, such as on a full disk: the segments that are
     *     at work stay as they are.
     */
    public boolean step(final int bytes) throws IOException {
        try {
            if (!isOver && segments == null) {
                if (!mapper.step(bytes)) {
                    beginCopying();
                }
            } else if (!isOver) {
                copy(bytes);
            }
        } catch (final NoSuchFileException ex) {
            requireChanged(ex);
            isOver = true;
        } catch (final CorruptLogException | IllegalStateException ex) {
            isInVain = true;
            throw ex;
        }
        return !isOver;
    }

    /**
     * What was done so far.
     *
     * @return the numbers; all of them when {@link #step} said false.
     */
    public CompactionResult result() {
        final boolean isCopying = filter != null;
        return new CompactionResult(
                isCopying ? segments.size() : 0,
                written,
                bytesBefore,
                bytesAfter,
                isCopying ? filter.recordsKept : 0,
                isCopying ? filter.superseded : 0,
                isCopying ? filter.tombstonesKept : 0,
                isCopying ? filter.tombstonesDropped : 0,
                isCopying ? filter.keyless : 0,
                isCopying ? filter.aborted : 0,
                isCopying ? filter.deleted : 0,
                mapper.mapping().map().count(),
                isCopying ? mapper.mapping().mappedTo() : range.cleanOffset(),
                !mapper.isFull());
    }

    /** Give everything back; what is not finished is left out. */
    @Override
    public void close() throws IOException {
        isOver = true;
        try {
            if (filter != null) {
                filter.close();
            }
            mapper.close();
            if (walk != null) {
                walk.close();
            }
            if (replacement != null) {
                replacement.close();
            }
        } finally {
            log.compaction().end(range, isInVain);
        }
    }

    private void beginCopying() throws IOException {
        segments = mapper.segments();
        if (!mapper.isAnythingDirty()) {
            isInVain = true;
            isOver = true;
            return;
        }
        walk = new BatchWalk(log.storage(), log.logId(), segments, 0);
        final long retentionNs = TimeUnit.MILLISECONDS.toNanos(log.settings().deleteRetentionMs());
        filter = new BatchFilter(mapper.mapping(), lastBatches(), log.nowNs() - retentionNs, walk);
        beginGroup();
    }

    private void copy(final int bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            final boolean isThere = walk.next();
            if (!comeTo(isThere ? walk.segmentNumber() : segments.size() - 1)) {
                isOver = true;
                return;
            }
            if (!isThere) {
                endGroup();
                isOver = true;
                return;
            }
            filter.apply(segments.get(reached));
            left -= walk.alignedLength();
        }
    }

    /** The walk is in a segment, and may have passed others that hold nothing; false when the log has changed meanwhile. */
    private boolean comeTo(final int number) throws IOException {
        while (reached < number) {
            reached++;
            if (!replacement.tryAdd(segments.get(reached))) {
                if (!endGroup()) {
                    return false;
                }
                beginGroup();
            }
        }
        return true;
    }

    private void beginGroup() throws IOException {
        replacement = new SegmentReplacement(log, segments.get(reached), isDryRun);
        filter.writeTo(replacement.batches());
    }

    private boolean endGroup() throws IOException {
        final boolean isDone = replacement.finish(mapper.mapping().mappedTo());
        if (isDone) {
            for (final Segment segment : replacement.replaced()) {
                bytesBefore += segment.endPosition() - LogFormat.SEGMENT_HEADER_LENGTH;
            }
            bytesAfter += replacement.bytes();
            written++;
        }
        replacement.close();
        replacement = null;
        return isDone;
    }

    /** Where the last batch is of each producer that the log still knows, in the segments of the pass. */
    private Long2LongHashMap lastBatches() throws IOException {
        final Segment last = segments.get(segments.size() - 1);
        final List<Segment> chain = List.of(log.catalog().segments());
        final Long2LongHashMap offsets = new Long2LongHashMap(-1);
        final ProducerEntry live = new ProducerEntry();
        new ProducersLoader(log.storage(), log.logId(), log.nowNs())
                .at(chain, chain.indexOf(last) + 1, last.endPosition(), last.endOffset())
                .forEach((id, entry) -> {
                    log.cursor().copyProducer(id, live);
                    if (live.isKnown() && entry.count() > 0) {
                        offsets.put(id.longValue(), entry.offset(entry.count() - 1));
                    }
                });
        return offsets;
    }

    /** A segment that is gone was deleted by retention or with its topic; one that the log still has was removed by others. */
    private void requireChanged(final NoSuchFileException gone) throws IOException {
        if (List.of(log.catalog().segments())
                        .containsAll(replacement == null ? range.segments() : replacement.replaced())
                && !log.isClosed()) {
            throw gone;
        }
    }
}
