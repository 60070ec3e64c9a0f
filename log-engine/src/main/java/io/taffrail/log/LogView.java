/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of a partition as seen by a process that does not own it: mapped and opened read-only, following the manifest
 * as the owner replaces it. Works while an engine runs, and after it ended however it did.
 *
 * <p>Threading: confined to one thread, with the readers made from it.
 */
public final class LogView implements ReadableLog, AutoCloseable {
    private static final Segment[] NONE = new Segment[0];
    private static final int SLOTS = 4;

    private final Storage storage;
    private final Path directory;
    private final long logId;
    private ControlFile control;
    private Manifest manifest;
    private Segment[] segments = NONE;
    private int nextSlot;

    /**
     * A view of a directory, which need not exist yet.
     *
     * @param storage   file system.
     * @param directory of the partition.
     * @param logId     of the log.
     * @throws IOException         when it cannot be read.
     * @throws CorruptLogException when control file or manifest are not sound.
     */
    public LogView(final Storage storage, final Path directory, final long logId) throws IOException {
        this.storage = storage;
        this.directory = directory;
        this.logId = logId;
        refresh();
    }

    /**
     * A reader at the log start.
     *
     * @param strategy how it looks again after it found nothing.
     * @return for the thread of this view.
     */
    public PartitionReader reader(final ReaderStrategy strategy) {
        return new PartitionReader(this, strategy, nextSlot++);
    }

    @Override
    public void refresh() throws IOException {
        if (control == null && !openControl()) {
            return;
        }
        if (manifest == null || control.manifestVersion() != manifest.version()) {
            takeNewest(Manifest.read(storage, directory, logId));
        }
    }

    /** A segment that a manifest names may be deleted before it is opened: then there is a newer manifest. */
    private void takeNewest(final Manifest found) throws IOException {
        Manifest newest = found;
        while (newest != null && (manifest == null || newest.version() != manifest.version())) {
            try {
                take(newest.segments());
                manifest = newest;
            } catch (final NoSuchFileException ex) {
                final Manifest newer = Manifest.read(storage, directory, logId);
                if (newer == null || newer.version() == newest.version()) {
                    throw ex;
                }
                newest = newer;
            }
        }
    }

    @Override
    public long logStartOffset() {
        return control == null ? 0 : control.logStartOffset();
    }

    @Override
    public long contiguousOffset() {
        return endOffset();
    }

    @Override
    public long endOffset() {
        return control == null ? 0 : control.endOffset();
    }

    @Override
    public long lastStableOffset() {
        return control == null
                ? 0
                : Math.max(control.logStartOffset(), Math.min(control.highWatermark(), control.lastStableOffset()));
    }

    /**
     * First offset not known to be durable.
     *
     * @return the offset.
     */
    public long durableOffset() {
        return control == null ? 0 : control.durableOffset();
    }

    /**
     * The newest term on record.
     *
     * @return the term, 0 before anything was published.
     */
    public int term() {
        return manifest == null ? 0 : manifest.termOf(Long.MAX_VALUE);
    }

    @Override
    public long highWatermark() {
        if (control == null) {
            return 0;
        }
        final long committed = control.highWatermark();
        if (manifest == null || control.manifestVersion() != manifest.version()) {
            refreshUnchecked();
        }
        return committed;
    }

    /** The log may have been truncated: what was committed since says nothing about segments as they were before. */
    private void refreshUnchecked() {
        try {
            refresh();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public Segment floor(final long offset) {
        Segment found = segments.length == 0 ? null : segments[0];
        for (final Segment segment : segments) {
            if (segment.baseOffset() <= offset) {
                found = segment;
            }
        }
        return found;
    }

    @Override
    public Segment next(final Segment segment) {
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] == segment) {
                return i + 1 < segments.length ? segments[i + 1] : null;
            }
        }
        return behindDeleted(segment);
    }

    /** Retention may have dropped the segment that a reader stands in: the log goes on where it ended. */
    private Segment behindDeleted(final Segment segment) {
        for (final Segment candidate : segments) {
            if (segment.isEnded()
                    && candidate.baseOffset() == segment.endOffset()
                    && candidate.generation() > segment.generation()) {
                return candidate;
            }
        }
        return null;
    }

    @Override
    public Segment last() {
        return segments.length == 0 ? null : segments[segments.length - 1];
    }

    @Override
    public Segment[] segments() {
        return segments.clone();
    }

    @Override
    public SparseIndex index(final Segment segment) throws IOException {
        if (segment.index() == null && segment.isEnded()) {
            segment.index(IndexFile.read(storage, directory, segment, segment.endPosition()));
        }
        return segment.index();
    }

    @Override
    public int endPosition(final Segment segment) {
        return segment.endPosition();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public long logId() {
        return logId;
    }

    @Override
    public int termOf(final long offset) {
        return manifest == null ? 0 : manifest.termOf(offset);
    }

    @Override
    public void freeSlot(final int slot) {
        // slots of a view are not used again
    }

    @Override
    public void close() {
        for (final Segment segment : segments) {
            segment.retire();
            unmap(segment);
        }
        segments = NONE;
        try {
            if (control != null) {
                control.close();
                control = null;
            }
        } catch (final IOException ignored) {
            // opened for reading only: nothing can be lost
        }
    }

    private boolean openControl() throws IOException {
        try {
            control = ControlFile.open(storage, directory, logId, false);
            return true;
        } catch (final NoSuchFileException ex) {
            return false;
        }
    }

    private void take(final List<Manifest.Entry> entries) throws IOException {
        final Map<Long, Segment> known = new HashMap<>();
        for (final Segment segment : segments) {
            known.put(segment.generation(), segment);
        }
        final Segment[] taken = new Segment[entries.size()];
        for (int i = 0; i < taken.length; i++) {
            final Manifest.Entry entry = entries.get(i);
            final Segment present = known.remove(entry.generation());
            taken[i] = present != null ? present : open(entry);
        }
        for (int i = 0; i < taken.length; i++) {
            final Manifest.Entry entry = entries.get(i);
            if (i + 1 < taken.length && taken[i].endPosition() != entry.endPosition()) {
                taken[i].maxTimestamp(entry.maxTimestamp());
                taken[i].end(entry.endPosition(), entries.get(i + 1).baseOffset(), taken[i + 1]);
                taken[i].retire();
            }
        }
        segments = taken;
        for (final Segment gone : known.values()) {
            if (taken.length > 0 && gone.baseOffset() >= taken[0].baseOffset()) {
                gone.cutOff(); // retention takes the first ones; these were cut off, or another took their place
            }
            gone.retire();
            unmap(gone);
        }
    }

    private Segment open(final Manifest.Entry entry) throws IOException {
        final SegmentIdentity identity = new SegmentIdentity(logId);
        identity.generation = entry.generation();
        identity.baseOffset = entry.baseOffset();
        final Path path = directory.resolve(SegmentFiles.name(entry.baseOffset(), entry.generation()));
        if (entry.endPosition() >= LogFormat.SEGMENT_HEADER_LENGTH) {
            return new Segment(path, entry.length(), identity);
        }
        try (StorageFile file = storage.open(path, false)) {
            SegmentHeader.requireKnownVersion(file);
            final MappedRegion region = file.map(entry.length(), false);
            return new Segment(file, region, identity, entry.length(), SLOTS);
        }
    }

    private static void unmap(final Segment segment) {
        try {
            segment.tryUnmap();
        } catch (final IOException ignored) {
            // opened for reading only: nothing can be lost
        }
    }
}
