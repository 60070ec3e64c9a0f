/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Sees the files of a log as a {@link LogInspector} comes by them: control file, manifest, then segment after segment,
 * each with its batches, its end and its index. Every method does nothing unless overridden.
 */
public interface LogVisitor {
    /**
     * The control file.
     *
     * @param control what it says.
     */
    default void onControl(final LogFacts.Control control) {}

    /**
     * The manifest.
     *
     * @param manifest what it says.
     */
    default void onManifest(final LogFacts.ManifestFacts manifest) {}

    /**
     * A segment file; its batches follow if it is part of the log.
     *
     * @param segment what its header says.
     */
    default void onSegment(final LogFacts.SegmentFacts segment) {}

    /**
     * A batch, void or filler of the segment seen last.
     *
     * @param batch what its header says.
     */
    default void onBatch(final LogFacts.Batch batch) {}

    /**
     * The batches of a segment are at their end.
     *
     * @param end where.
     */
    default void onSegmentEnd(final LogFacts.SegmentEnd end) {}

    /**
     * The index of the segment seen last; its entries follow.
     *
     * @param index what its header says.
     */
    default void onIndex(final LogFacts.IndexFacts index) {}

    /**
     * An entry of the index seen last.
     *
     * @param entry what it says.
     */
    default void onIndexEntry(final LogFacts.IndexEntry entry) {}

    /**
     * Something that is not as in a log that was closed in order.
     *
     * @param finding what and where.
     */
    default void onFinding(final LogFacts.Finding finding) {}

    /**
     * Bytes of segments were read.
     *
     * @param bytes since the last call.
     */
    default void onProgress(final long bytes) {}
}
