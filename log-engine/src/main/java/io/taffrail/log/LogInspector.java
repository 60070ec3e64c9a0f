/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Reads the files of a log and tells a {@link LogVisitor} what is in them and what is wrong with them. It changes
 * nothing, maps nothing and believes nothing: damaged and hostile files are findings, never a crash.
 *
 * <p>Works while an engine owns the log and after it was killed. What such an engine leaves at the tail is
 * {@link LogFacts.Severity#UNCLEAN}; whether something is damage follows the rules of recovery.
 *
 * <p>Threading: one thread.
 */
public final class LogInspector {
    private final Storage storage;

    /**
     * An inspector.
     *
     * @param storage the file system.
     */
    public LogInspector(final Storage storage) {
        this.storage = storage;
    }

    /**
     * Whether a directory holds a partition's log.
     *
     * @param directory to look into.
     * @return true if it has a control file, a manifest or a segment.
     * @throws IOException when it cannot be read.
     */
    public boolean isPartition(final Path directory) throws IOException {
        for (final String name : storage.list(directory)) {
            if (name.equals(ControlFile.NAME) || name.equals(Manifest.NAME) || SegmentFiles.isSegment(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Which log a directory holds, by the headers of its segments.
     *
     * @param directory of the partition.
     * @return the log id that all its segments name; empty when there is no segment, one is not sound, or they differ.
     * @throws IOException when it cannot be read.
     */
    public OptionalLong logId(final Path directory) throws IOException {
        final SegmentHeaders headers = new SegmentHeaders(storage, directory);
        final long logId = headers.anyLogId();
        headers.find(logId, false);
        return headers.segments().isEmpty() || !headers.problems().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(logId);
    }

    /**
     * Bytes of the segment files of a partition, to measure progress by.
     *
     * @param directory of the partition.
     * @return bytes, preallocated ones included.
     * @throws IOException when it cannot be read.
     */
    public long segmentBytes(final Path directory) throws IOException {
        long bytes = 0;
        for (final String name : storage.list(directory)) {
            if (SegmentFiles.isSegment(name)) {
                try (StorageFile file = storage.open(directory.resolve(name), false)) {
                    bytes += file.size();
                } catch (final NoSuchFileException ignored) {
                    // deleted meanwhile
                }
            }
        }
        return bytes;
    }

    /**
     * Look at a whole partition.
     *
     * @param directory of the partition.
     * @param visitor   sees all of it.
     * @throws IOException when a file cannot be read.
     */
    public void inspectPartition(final Path directory, final LogVisitor visitor) throws IOException {
        new PartitionInspection(storage, directory, visitor).run();
    }

    /**
     * Look at one segment file, without what the rest of its log may say about it.
     *
     * @param file    of the segment.
     * @param visitor sees all of it.
     * @throws IOException when the file cannot be read.
     */
    public void inspectFile(final Path file, final LogVisitor visitor) throws IOException {
        final SegmentHeaders headers =
                new SegmentHeaders(storage, file.toAbsolutePath().getParent());
        final Segment segment = headers.findAlone(file);
        headers.problems().forEach(visitor::onFinding);
        headers.notes().forEach(visitor::onFinding);
        if (segment != null) {
            visitor.onSegment(PartitionInspection.facts(segment, null, LogFacts.Role.LOG, headers.mark(segment)));
            new SegmentWalk(storage, null, visitor, segment.identity().logId).walk(segment, null, 0);
        }
    }
}
