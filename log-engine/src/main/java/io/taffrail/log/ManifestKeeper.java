/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the manifest, the term history and the log start of one log, and gives segments their names.
 *
 * <p>A roll needs none of it: the chain of headers is the authority. So the manifest follows rolls at leisure, and is
 * forced when it says something that nothing else says: a new log start, a new term.
 *
 * <p>Threading: under the log's structure lock; the volatile fields may be read by any thread.
 */
final class ManifestKeeper {
    private static final long MIN_INTERVAL_NS = 10_000_000L;

    private final PartitionLog log;
    private final Storage storage;
    private final Path directory;
    private volatile List<Manifest.TermStart> terms = List.of();
    private long version;
    private volatile boolean isDirty;
    private volatile long unrecordedOffset = Long.MAX_VALUE;
    private long lastWriteNs;
    private volatile int term;
    private volatile long logStartOffset;

    ManifestKeeper(final PartitionLog log) {
        this.log = log;
        this.storage = log.storage();
        this.directory = log.directory();
    }

    int term() {
        return term;
    }

    long logStartOffset() {
        return logStartOffset;
    }

    List<Manifest.TermStart> terms() {
        return terms;
    }

    void restore(final Manifest manifest, final long start, final int checkpointTerm) {
        logStartOffset = start;
        term = checkpointTerm;
        if (manifest != null) {
            version = manifest.version();
            terms = List.copyOf(manifest.terms());
            if (!terms.isEmpty()) {
                term = Math.max(term, terms.get(terms.size() - 1).term());
            }
        }
    }

    /**
     * Recovery may have cut the log: terms that began behind its end are gone. Those of a replicated log began with a
     * batch, and may have been found there and nowhere else.
     */
    void onRecovered(final RecoveredEnd end) {
        terms = log.replication().isReplicated() ? withFound(end) : startedBy(end.offset);
        term = Math.max(term, end.term);
    }

    private List<Manifest.TermStart> withFound(final RecoveredEnd end) {
        final List<Manifest.TermStart> all = new ArrayList<>(startedBy(end.scannedFrom - 1));
        for (final Manifest.TermStart found : end.terms) {
            if (all.isEmpty() || all.get(all.size() - 1).term() != found.term()) {
                all.add(found);
            }
        }
        for (final Manifest.TermStart start : terms) {
            final boolean isNewest = all.isEmpty() || all.get(all.size() - 1).term() < start.term();
            if (start.startOffset() == end.offset && isNewest) {
                all.add(start); // begun here, without a batch yet
            }
        }
        return List.copyOf(all);
    }

    /** The term in which an offset was written, by the recorded starts; 0 when it is before all. */
    int termOf(final long offset) {
        final List<Manifest.TermStart> all = terms;
        for (int i = all.size() - 1; i >= 0; i--) { // by index: a follower asks with every append
            if (all.get(i).startOffset() <= offset) {
                return all.get(i).term();
            }
        }
        return 0;
    }

    /** The term of the tail of a log that goes on at an offset: the log's, or while it follows, that of its last batch. */
    int tailTerm(final long endOffset) {
        return log.isFollowing() ? termOf(endOffset - 1) : term;
    }

    /**
     * A batch from another node begins a term here. Kept at once and written with the next manifest; until then no durable
     * mark goes beyond it, so that recovery finds it in the batch. The follower's thread; does not wait for the disk.
     */
    synchronized void note(final int newTerm, final long startOffset) {
        unrecordedOffset = Math.min(unrecordedOffset, startOffset);
        start(newTerm, startOffset);
        isDirty = true;
    }

    /** Where the first term began that no durable manifest speaks of. */
    long unrecordedOffset() {
        return unrecordedOffset;
    }

    /** The log was cut: terms that began there or behind are gone from it. Not written yet. */
    synchronized void cutTerms(final long offset) {
        terms = startedBy(offset - 1);
    }

    /** Announce that nothing before an offset is kept, and that no segment need be there. */
    void announceDiscard(final long offset) throws IOException {
        write(true, offset, new Segment[0]);
    }

    /** The log holds nothing and begins at an offset, behind a batch of a term (0 for none). Not written yet. */
    synchronized void discardTo(final long offset, final int termBefore) {
        terms = termBefore == 0 ? List.of() : List.of(new Manifest.TermStart(termBefore, offset - 1));
        term = Math.max(term, termBefore);
        logStartOffset = offset;
    }

    private synchronized void start(final int newTerm, final long startOffset) {
        final List<Manifest.TermStart> newer = new ArrayList<>(startedBy(startOffset - 1));
        newer.add(new Manifest.TermStart(newTerm, startOffset));
        terms = List.copyOf(newer);
        term = Math.max(term, newTerm);
    }

    private synchronized void onRecorded(final List<Manifest.TermStart> written) {
        if (written.equals(terms)) {
            unrecordedOffset = Long.MAX_VALUE;
        }
    }

    /**
     * An unclean open of a log that is not replicated begins a term; what was found is durable and clean now. That a
     * replica may have forgotten something is found again by every load until the log is opened for appending.
     */
    void recordRecovered(final ControlFile control) throws IOException {
        if (!log.replication().isReplicated()) {
            beginTerm(term + 1, log.endOffset());
        } else {
            write(true);
        }
        control.endOffset(log.endOffset());
        control.durableOffset(log.durableOffset());
        control.highWatermark(log.knownHighWatermark());
        if (!log.mayHaveForgotten()) {
            writeCheckpoint(control, true);
        }
    }

    void beginTerm(final int newTerm, final long startOffset) throws IOException {
        start(newTerm, startOffset);
        write(true);
    }

    private List<Manifest.TermStart> startedBy(final long offset) {
        return terms.stream().filter(start -> start.startOffset() <= offset).toList();
    }

    /** Record a checkpoint in a control file, and force it. */
    void writeCheckpoint(final ControlFile control, final boolean isClean) throws IOException {
        final LogEnd end = log.idleEnd();
        final Checkpoint checkpoint = new Checkpoint();
        checkpoint.bootId = storage.bootId();
        checkpoint.isClean = isClean;
        checkpoint.term = term;
        checkpoint.logStartOffset = logStartOffset;
        checkpoint.endOffset = end.offset();
        checkpoint.generation = end.segment() == null ? 0 : end.segment().generation();
        checkpoint.endPosition = end.position();
        control.forceOnce();
        control.writeCheckpoint(checkpoint);
        control.logStartOffset(logStartOffset);
        control.force();
    }

    /** Take up segments that rolls have begun: give their files names, list them. */
    int absorb(final long nowNs) throws IOException {
        int work = takeUpRolls();
        if (isDirty && nowNs - lastWriteNs >= MIN_INTERVAL_NS) {
            write(log.isForcedAhead());
            lastWriteNs = nowNs;
            work++;
        }
        return work;
    }

    /** The same without writing the manifest, for somebody who is going to. */
    int takeUpRolls() throws IOException {
        int work = 0;
        Segment last = log.catalog().last();
        while (last != null && last.isEnded() && last.next() != null) {
            last = last.next();
            name(last);
            log.catalog().add(last);
            isDirty = true;
            work++;
        }
        return work;
    }

    /** Give a segment's file the name that says what it is. */
    void name(final Segment segment) throws IOException {
        final Path named = directory.resolve(SegmentFiles.name(segment.baseOffset(), segment.generation()));
        if (!segment.path().equals(named)) {
            storage.rename(segment.path(), named);
            segment.path(named);
            final StorageFile open = segment.file();
            if (open != null) {
                open.renamed(named);
            }
        }
    }

    /** Move the log start and drop the first segments; durable when this returns, and nothing happened if it throws. */
    void moveStart(final long offset, final int dropped) throws IOException {
        final Segment[] segments = log.catalog().segments();
        write(true, offset, Arrays.copyOfRange(segments, dropped, segments.length));
        log.catalog().dropFirst(dropped);
        logStartOffset = offset;
    }

    /** List other segments than the catalog has, for good: nothing happened if it throws. */
    void list(final Segment[] segments) throws IOException {
        write(true, logStartOffset, segments);
    }

    void write(final boolean isForced) throws IOException {
        write(isForced, logStartOffset, log.catalog().segments());
    }

    private void write(final boolean isForced, final long start, final Segment[] segments) throws IOException {
        final List<Manifest.Entry> entries = new ArrayList<>();
        for (final Segment segment : segments) {
            entries.add(new Manifest.Entry(
                    segment.generation(),
                    segment.baseOffset(),
                    segment.length(),
                    segment.endPosition(),
                    segment.maxTimestamp()));
        }
        version++;
        isDirty = false;
        final List<Manifest.TermStart> written = terms;
        try {
            new Manifest(version, log.logId(), start, entries, written).write(storage, directory, isForced);
        } catch (final IOException | RuntimeException ex) {
            isDirty = true;
            throw ex;
        }
        if (isForced) {
            onRecorded(written);
        }
        final ControlFile control = log.control();
        if (control != null) {
            announce(control, start);
        } else if (storage.exists(directory.resolve(ControlFile.NAME))) {
            final ControlFile idle = ControlFile.open(storage, directory, log.logId(), true);
            announce(idle, start);
            idle.close();
        }
    }

    /** Tell readers in other processes that there is another manifest. */
    private void announce(final ControlFile control, final long start) {
        control.logStartOffset(start);
        control.manifestVersion(version);
    }
}
