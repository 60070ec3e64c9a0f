/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what a directory holds of a log: at once when it was left clean, by recovery when it was not.
 *
 * <p>Threading: under the log's structure lock.
 */
final class LogLoader {
    private final PartitionLog log;
    private final Storage storage;
    private final Path directory;
    private final RecoveryReport report;

    LogLoader(final PartitionLog log) {
        this.log = log;
        this.storage = log.storage();
        this.directory = log.directory();
        this.report = new RecoveryReport(storage, log.logId(), log::onError);
    }

    /** Load; nothing is mapped afterwards. */
    void load() throws IOException {
        if (!storage.exists(directory.resolve(ControlFile.NAME))
                && !storage.exists(directory.resolve(Manifest.NAME))
                && !SegmentFiles.isAnyStamped(storage, directory, log.logId())) {
            return;
        }
        final ControlFile control = ControlFile.openOrCreate(storage, directory, log.logId());
        try {
            final Checkpoint checkpoint = new Checkpoint();
            final boolean isKnown = control.readCheckpoint(checkpoint);
            final boolean isClean = isKnown && checkpoint.isClean;
            final boolean isSameBoot = isKnown && checkpoint.bootId.equals(storage.bootId());
            final Manifest manifest = readManifest(isSameBoot || isClean);
            final long start = manifest != null ? manifest.logStartOffset() : isKnown ? checkpoint.logStartOffset : -1;
            final boolean isWhole = isSameBoot || isClean;
            final List<Segment> found =
                    SegmentFiles.find(storage, directory, log.logId(), isWhole ? null : new ArrayList<>());
            final SegmentChain chain = SegmentChain.of(found, start, isWhole, directory);
            if (isSameBoot) {
                requireLast(chain.segments(), manifest, checkpoint);
            }
            final long committed = control.highWatermark();
            log.roller().firstGeneration(SegmentFiles.lastGeneration(found) + 1);
            log.keeper().restore(manifest, Math.max(start, 0), checkpoint.term);
            if (isClean && isEndOf(chain.segments(), checkpoint) && isNothingBehind(chain.segments(), checkpoint)) {
                adoptClean(chain.segments(), checkpoint);
                foundHighWatermark(committed);
                if (!chain.replaced().isEmpty()) {
                    log.keeper().write(true);
                }
            } else {
                final boolean isNew = !isKnown && manifest == null && found.isEmpty();
                log.mayHaveForgotten(log.replication().isReplicated() && !log.isSync() && !isSameBoot && !isNew);
                recover(new ArrayList<>(chain.segments()), isSameBoot, checkpoint);
                foundHighWatermark(committed);
                clear(isWhole ? chain.leftovers() : chain.replaced(), isWhole);
                log.keeper().recordRecovered(control);
            }
            clear(chain.replaced(), isWhole);
            log.publishLiveState(control);
        } finally {
            control.close();
        }
    }

    /** A lower bound, as far as the log goes; one of a log that was not replicated says nothing. */
    private void foundHighWatermark(final long committed) {
        final long found = committed == Long.MAX_VALUE ? 0 : Math.max(0, committed);
        log.knownHighWatermark(Math.min(found, log.idleEnd().offset()));
    }

    private Manifest readManifest(final boolean mustBeSound) throws IOException {
        try {
            return Manifest.read(storage, directory, log.logId());
        } catch (final CorruptLogException ex) {
            if (mustBeSound) {
                throw ex;
            }
            log.onError(ex);
            return null;
        }
    }

    private static boolean isEndOf(final List<Segment> chain, final Checkpoint checkpoint) {
        final long generation =
                chain.isEmpty() ? 0 : chain.get(chain.size() - 1).generation();
        return generation == checkpoint.generation;
    }

    /** A segment that was on record and is gone cannot be the crash's doing while the page cache lives. */
    private void requireLast(final List<Segment> chain, final Manifest manifest, final Checkpoint checkpoint) {
        long known = checkpoint.generation;
        if (manifest != null && !manifest.segments().isEmpty()) {
            final List<Manifest.Entry> listed = manifest.segments();
            known = Math.max(known, listed.get(listed.size() - 1).generation());
        }
        final long last = chain.isEmpty() ? 0 : chain.get(chain.size() - 1).generation();
        if (last < known) {
            throw new CorruptLogException(
                    directory,
                    0,
                    "the segment of generation " + known,
                    "generation " + last + " as the last one",
                    "a segment file was removed: put it back, or delete the topic");
        }
    }

    /** Whether the log ends where a clean checkpoint says; an old one counts only because a newer one was damaged. */
    private boolean isNothingBehind(final List<Segment> chain, final Checkpoint checkpoint) throws IOException {
        if (chain.isEmpty()) {
            return true;
        }
        final Segment last = chain.get(chain.size() - 1);
        try (StorageFile file = storage.open(last.path(), false)) {
            final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            return file.read(length, checkpoint.endPosition) == 0 || length.getInt(0) == 0;
        }
    }

    private void adoptClean(final List<Segment> chain, final Checkpoint checkpoint) throws IOException {
        link(chain);
        if (chain.isEmpty()) {
            log.adopt(new LogEnd(null, 0, checkpoint.endOffset, Long.MIN_VALUE), checkpoint.endOffset);
            return;
        }
        final Segment last = chain.get(chain.size() - 1);
        last.index(IndexFile.read(storage, directory, last, (int) checkpoint.endPosition));
        final long newest = last.index() == null ? Long.MIN_VALUE : last.maxTimestamp();
        log.adopt(new LogEnd(last, (int) checkpoint.endPosition, checkpoint.endOffset, newest), checkpoint.endOffset);
        loadProducers(chain, (int) checkpoint.endPosition, checkpoint.endOffset);
    }

    private void recover(final List<Segment> chain, final boolean isSameBoot, final Checkpoint checkpoint)
            throws IOException {
        if (chain.isEmpty()) {
            adoptNothing(Math.max(log.logStartOffset(), checkpoint.endOffset));
            return;
        }
        final Recovery recovery = new Recovery(
                storage, log.logId(), isSameBoot, log.replication().isReplicated(), log.indexIntervalBytes(), report);
        final RecoveredEnd end = recovery.run(chain);
        if (end.offset < log.logStartOffset()) {
            report.onNothingLeft(end.segment, end.offset, log.logStartOffset());
            delete(chain);
            adoptNothing(log.logStartOffset());
            return;
        }
        while (chain.size() > end.segments) {
            chain.remove(chain.size() - 1);
        }
        link(chain);
        log.keeper().onRecovered(end);
        log.adopt(new LogEnd(end.segment, end.position, end.offset, end.maxTimestamp), end.offset);
        loadProducers(chain, end.position, end.offset);
        ProducersFile.write(
                storage,
                ProducersFile.path(directory, end.segment),
                log.cursor().encodeProducers(end.segment, end.position, end.offset));
    }

    private void loadProducers(final List<Segment> chain, final int end, final long endOffset) throws IOException {
        log.cursor()
                .producers(
                        new ProducersLoader(storage, log.logId(), log.nowNs()).at(chain, chain.size(), end, endOffset));
    }

    /** Nothing was left, or nothing but what retention had deleted: the log goes on behind that. */
    private void adoptNothing(final long end) {
        log.adopt(new LogEnd(null, 0, end, Long.MIN_VALUE), end);
    }

    /**
     * Say of each segment where it ends and where the log goes on. One that was begun right before a crash may still have
     * the name of a spare, by which nobody else would find it.
     */
    private void link(final List<Segment> chain) throws IOException {
        long startBytes = 0;
        for (int i = 0; i < chain.size(); i++) {
            final Segment segment = chain.get(i);
            segment.startBytes(startBytes);
            log.keeper().name(segment);
            segment.nameDurable();
            if (i + 1 < chain.size()) {
                final Segment next = chain.get(i + 1);
                segment.end(segment.endBefore(next), next.baseOffset(), next);
                startBytes += segment.endPosition() - LogFormat.SEGMENT_HEADER_LENGTH;
            }
            log.catalog().add(segment);
        }
    }

    /**
     * Take away what is not the log. While the page cache lives, that is what the log had dropped itself; after a power
     * loss it is put aside where it holds something.
     */
    private void clear(final List<Segment> leftovers, final boolean isWhole) throws IOException {
        delete(leftovers);
        final Orphans orphans = new Orphans(storage, report);
        final Set<String> inUse = namesInUse();
        for (final String name : storage.list(directory)) {
            final boolean isSegment = SegmentFiles.isSegment(name);
            if (inUse.contains(name) || isWhole && isSegment) {
                continue;
            }
            if (!isWhole && (isSegment || SegmentFiles.isSpare(name))) {
                orphans.putAside(directory.resolve(name));
            } else if (SegmentFiles.isSpare(name) || SegmentFiles.isDerived(name) || SegmentFiles.isUnfinished(name)) {
                storage.delete(directory.resolve(name));
            }
        }
    }

    private void delete(final List<Segment> segments) throws IOException {
        for (final Segment segment : segments) {
            storage.delete(segment.path());
        }
    }

    private Set<String> namesInUse() {
        final Set<String> names = new HashSet<>();
        for (final Segment segment : log.catalog().segments()) {
            names.add(segment.path().getFileName().toString());
            names.add(SegmentFiles.indexName(segment.baseOffset(), segment.generation()));
            names.add(SegmentFiles.producersName(segment.baseOffset(), segment.generation()));
            names.add(SegmentFiles.startProducersName(segment.baseOffset(), segment.generation()));
        }
        return names;
    }
}
