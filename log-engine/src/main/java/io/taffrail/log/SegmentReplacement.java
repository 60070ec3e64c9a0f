/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.ForceFailedException;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes one segment of several that stand one behind the other, and puts it in their place.
 *
 * <pre>
 *   1. batches, forced         under a name that is nobody's
 *   2. header with mark, forced  all of it is durable, and the mark says so
 *   3. producers, forced       what is known of them at its end can be made from nothing else any more
 *   4. rename, forced          the chain of headers leads through the new segment: this decides
 *   5. manifest, catalog       readers go on in the new segment, wherever they stand
 *   6. old files               deleted
 * </pre>
 *
 * A crash before the fourth step leaves the log as it was, and a file that the next load deletes. One behind it leaves the
 * log with the new segment, and old files that the next load deletes.
 *
 * <p>Threading: one thread; the fifth and sixth step under the structure lock.
 */
final class SegmentReplacement implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int GRANULES = 32;

    private final PartitionLog log;
    private final Storage storage;
    private final List<Segment> replaced = new ArrayList<>();
    private final SegmentIdentity identity;
    private final Path unfinished;
    private final CompactedBatches batches;
    private StorageFile file;
    private boolean isDone;
    private int endPosition;

    /** Begin with the first segment; nothing is written in a dry run. */
    SegmentReplacement(final PartitionLog log, final Segment firstReplaced, final boolean isDryRun) throws IOException {
        this.log = log;
        this.storage = log.storage();
        replaced.add(firstReplaced);
        final SegmentIdentity first = firstReplaced.identity();
        identity = new SegmentIdentity(log.logId());
        identity.generation = isDryRun ? 0 : log.roller().takeGeneration();
        identity.baseOffset = first.baseOffset;
        identity.previousGeneration = first.previousGeneration;
        identity.previousEnd = first.previousEnd;
        identity.term = first.term;
        unfinished = log.directory().resolve(SegmentFiles.unfinishedName(identity.baseOffset, identity.generation));
        if (!isDryRun) {
            storage.delete(unfinished);
            file = storage.create(unfinished);
        }
        batches = new CompactedBatches(file, log.logId(), log.indexIntervalBytes(), identity.baseOffset);
    }

    /** Segments whose place it takes. */
    List<Segment> replaced() {
        return replaced;
    }

    /** Whether the next segment fits too, even if all of it is kept; it is one of those replaced then. */
    boolean tryAdd(final Segment next) {
        final long end = batches.position() + (long) next.endPosition() - LogFormat.SEGMENT_HEADER_LENGTH;
        return end <= log.segmentBytes() && replaced.add(next);
    }

    /** Where what is kept goes. */
    CompactedBatches batches() {
        return batches;
    }

    /** Bytes of batches, once it is finished. */
    int bytes() {
        return endPosition - LogFormat.SEGMENT_HEADER_LENGTH;
    }

    /**
     * All batches are there: take the place.
     *
     * @param cleanOffset first offset that is not clean in the log afterwards.
     * @return false when the log has changed meanwhile, so that there is no such place any more.
     * @throws IOException when something cannot be written; the log is as it was.
     */
    boolean finish(final long cleanOffset) throws IOException {
        endPosition = batches.finish();
        if (file == null) {
            return true;
        }
        final Segment last = replaced.get(replaced.size() - 1);
        final long clean = Math.min(cleanOffset, last.endOffset());
        identity.compaction = new Compaction(
                last.next().identity().previousGeneration, endPosition, last.endOffset(), clean, steps(clean));
        final int length = (endPosition + PAGE - 1) & -PAGE;
        final Segment segment = new Segment(
                log.directory().resolve(SegmentFiles.name(identity.baseOffset, identity.generation)), length, identity);
        writeHeader(length);
        writeDerived(segment);
        return takePlace(segment);
    }

    /** Leave nothing behind of what is not in its place. */
    @Override
    public void close() throws IOException {
        batches.close();
        if (file != null && !isDone) {
            storage.delete(unfinished);
            SegmentFiles.deleteDerived(storage, log.directory(), new Segment(unfinished, 0, identity));
        }
    }

    private void writeHeader(final int length) throws IOException {
        if (length > endPosition) {
            file.write(ByteBuffer.allocateDirect(length - endPosition), endPosition);
        }
        file.force();
        final ByteBuffer bytes = ByteBuffer.allocateDirect(LogFormat.SEGMENT_HEADER_LENGTH);
        final UnsafeBuffer header = new UnsafeBuffer(bytes);
        new SegmentHeader().writeCompacted(header, identity, length);
        DurableMark.write(header, identity.generation, identity.compaction.endOffset(), endPosition);
        file.write(bytes, 0);
        file.force();
    }

    private void writeDerived(final Segment segment) throws IOException {
        final Path directory = log.directory();
        final List<Segment> chain = List.of(log.catalog().segments());
        final Segment first = replaced.get(0);
        final Segment last = replaced.get(replaced.size() - 1);
        segment.end(endPosition, last.endOffset(), last.next());
        segment.maxTimestamp(batches.newest());
        segment.startBytes(first.startBytes());
        segment.index(batches.index());
        IndexFile.write(storage, directory, segment, endPosition, last.endOffset());
        final ProducerStates states = new ProducersLoader(storage, log.logId(), log.nowNs())
                .at(chain, chain.indexOf(last) + 1, last.endPosition(), last.endOffset());
        ProducersFile.writeForced(
                storage,
                ProducersFile.path(directory, segment),
                ProducersFile.encode(states, segment, endPosition, last.endOffset()));
        final ProducersFile.Snapshot start = ProducersFile.read(
                storage, ProducersFile.startPath(directory, first), first, first.endPosition(), first.endOffset());
        if (start != null) {
            ProducersFile.writeForced(
                    storage,
                    ProducersFile.startPath(directory, segment),
                    ProducersFile.encode(start.states(), segment, start.endPosition(), start.endOffset()));
        }
        storage.forceDirectory(directory);
    }

    private boolean takePlace(final Segment segment) throws IOException {
        log.structure().lock();
        try {
            final Segment[] changed = log.catalog().withReplaced(replaced, segment);
            final TailState state = log.current().state;
            if (changed == null || state == TailState.CLOSED || state == TailState.FAILED) {
                return false;
            }
            decide(segment);
            list(segment, changed);
            log.catalog().replace(changed, replaced);
            link(segment, changed);
            drop();
            return true;
        } finally {
            log.structure().unlock();
        }
    }

    private void decide(final Segment segment) throws IOException {
        storage.rename(unfinished, segment.path());
        isDone = true;
        try {
            storage.forceDirectory(log.directory());
        } catch (final IOException ex) {
            log.fail(ex); // whether the name is durable is not known any more
            throw ex;
        }
        segment.nameDurable();
    }

    /** The manifest decides nothing: where it cannot be written, what was decided is taken back. */
    private void list(final Segment segment, final Segment[] changed) throws IOException {
        try {
            log.keeper().list(changed);
        } catch (final ForceFailedException ex) {
            log.fail(ex);
            throw ex;
        } catch (final IOException ex) {
            final Manifest listed = Manifest.read(storage, log.directory(), log.logId());
            if (listed.segments().stream().anyMatch(entry -> entry.generation() == identity.generation)) {
                log.onError(ex);
                return;
            }
            storage.delete(segment.path());
            isDone = false;
            throw ex;
        }
    }

    private static void link(final Segment segment, final Segment[] changed) {
        for (int i = 1; i < changed.length; i++) {
            if (changed[i] == segment) {
                changed[i - 1].next(segment);
            }
        }
    }

    private void drop() {
        for (final Segment segment : replaced) {
            try {
                log.retention().onDropped(segment);
                SegmentFiles.deleteDerived(storage, log.directory(), segment);
                storage.delete(segment.path());
            } catch (final IOException ex) {
                log.onError(ex); // files are left over, which the next load removes
            }
        }
    }

    /** Since when the offsets of the new segment are clean, as far as that is still to be known. */
    private List<Compaction.Step> steps(final long cleanOffset) {
        final long nowNs = log.nowNs();
        final long retentionNs = TimeUnit.MILLISECONDS.toNanos(log.settings().deleteRetentionMs());
        final List<Compaction.Step> steps = new ArrayList<>();
        for (final Segment segment : replaced) {
            if (segment.isCompacted()) {
                for (final Compaction.Step step : segment.identity().compaction.steps()) {
                    if (nowNs - step.cleanedAtNs() < retentionNs) {
                        add(steps, new Compaction.Step(Math.min(step.endOffset(), cleanOffset), step.cleanedAtNs()));
                    }
                }
            }
        }
        if (steps.isEmpty() || steps.get(steps.size() - 1).endOffset() < cleanOffset) {
            final long granuleNs = Math.max(1, retentionNs / GRANULES);
            add(steps, new Compaction.Step(cleanOffset, (nowNs / granuleNs + 1) * granuleNs));
        }
        return List.copyOf(steps);
    }

    /** Times are rounded up, so that many passes make few steps. */
    private static void add(final List<Compaction.Step> steps, final Compaction.Step step) {
        final int last = steps.size() - 1;
        if (last >= 0 && steps.get(last).cleanedAtNs() == step.cleanedAtNs()
                || steps.size() == LogFormat.MAX_CLEANED_STEPS) {
            steps.set(
                    last,
                    new Compaction.Step(
                            step.endOffset(), Math.max(steps.get(last).cleanedAtNs(), step.cleanedAtNs())));
        } else {
            steps.add(step);
        }
    }
}
