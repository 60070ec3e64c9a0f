/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.LogFacts.Severity.DAMAGE;
import static io.taffrail.log.LogFacts.Severity.UNCLEAN;

import io.taffrail.codecs.log.ManifestDecoder;
import io.taffrail.codecs.log.MessageHeaderDecoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All that is small about a partition, as it is at one moment: control file, manifest, headers, and the chain of
 * segments that follows from them. What looks wrong is looked at again for a while: an engine may be at work.
 *
 * <p>Threading: one thread.
 */
final class PartitionSurvey {
    static final int LOOKS = 6;
    static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(15);

    final PartitionState state;
    final SegmentHeaders headers;
    long logId;
    Manifest manifest;
    LogFacts.Finding manifestProblem;
    List<Segment> chain = List.of();
    List<Segment> leftovers = List.of();
    LogFacts.Finding chainProblem;

    private final Storage storage;
    private final Path directory;

    PartitionSurvey(final Storage storage, final Path directory) throws IOException {
        this.storage = storage;
        this.directory = directory;
        this.state = PartitionState.of(storage, directory);
        this.headers = new SegmentHeaders(storage, directory);
    }

    /** Look until it fits together, or often enough. */
    void run() throws IOException {
        survey();
        for (int look = 1; look < LOOKS && hasProblem(); look++) {
            LockSupport.parkNanos(LOOK_INTERVAL_NS);
            state.refresh();
            survey();
        }
    }

    /** Look at control file and manifest again. */
    void refresh() throws IOException {
        state.refresh();
        readManifest();
    }

    /** Whether a segment of at least this generation is there by now. */
    boolean awaitGeneration(final long generation) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            state.refresh();
            headers.find(logId, !state.isStrict());
            if (headers.segments().stream().anyMatch(segment -> segment.generation() >= generation)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_INTERVAL_NS);
        }
        return false;
    }

    boolean isListed(final Segment segment) {
        return manifest != null
                && manifest.segments().stream().anyMatch(entry -> entry.generation() == segment.generation());
    }

    private void survey() throws IOException {
        logId = state.control() != null ? state.control().logId() : headers.anyLogId();
        readManifest();
        headers.find(logId, !state.isStrict());
        chainProblem = null;
        leftovers = List.of();
        final List<Segment> found = headers.segments();
        try {
            final SegmentChain sound = SegmentChain.of(found, logStart(), state.isStrict(), directory);
            chain = sound.segments();
            leftovers = sound.leftovers();
            checkComplete();
        } catch (final CorruptLogException ex) {
            chain = listed(found);
            if (headers.problems().isEmpty()) {
                chainProblem = SegmentHeaders.finding(DAMAGE, ex);
            }
        }
    }

    private boolean hasProblem() {
        return state.problem() != null
                || manifestProblem != null
                || chainProblem != null
                || !headers.problems().isEmpty();
    }

    private long logStart() {
        if (manifest != null) {
            return manifest.logStartOffset();
        }
        final boolean isKnown = state.control() != null && state.control().checkpoint() != null;
        return isKnown ? state.control().checkpoint().logStartOffset() : -1;
    }

    /** Whether the chain goes as far as manifest and checkpoint say. */
    private void checkComplete() {
        final long last = chain.isEmpty() ? 0 : chain.get(chain.size() - 1).generation();
        long known = state.isClean() ? state.control().checkpoint().generation() : 0;
        if (manifest != null && state.isStrict() && !manifest.segments().isEmpty()) {
            known = Math.max(
                    known,
                    manifest.segments().get(manifest.segments().size() - 1).generation());
        }
        if (known > last && headers.problems().isEmpty()) {
            chainProblem = new LogFacts.Finding(
                    DAMAGE,
                    directory,
                    0,
                    "expected the segment of generation=" + known + " found generation=" + last
                            + " as the last: a segment file was removed, put it back");
        }
    }

    /** For want of a chain: what the manifest lists, or all there is. */
    private List<Segment> listed(final List<Segment> found) {
        final Set<Long> generations = new HashSet<>();
        if (manifest != null) {
            manifest.segments().forEach(entry -> generations.add(entry.generation()));
        }
        final List<Segment> kept = new ArrayList<>();
        for (final Segment segment : found) {
            if (generations.isEmpty() || generations.contains(segment.generation())) {
                kept.add(segment);
            }
        }
        return kept;
    }

    private void readManifest() throws IOException {
        manifest = null;
        manifestProblem = null;
        final Path path = directory.resolve(Manifest.NAME);
        final LogFacts.Severity severity = state.isStrict() ? DAMAGE : UNCLEAN;
        try {
            manifest = Manifest.read(storage, directory, state.control() == null ? manifestLogId(path) : logId);
        } catch (final CorruptLogException ex) {
            manifestProblem = SegmentHeaders.finding(severity, ex);
        } catch (final NewerFormatException ex) {
            manifestProblem = new LogFacts.Finding(DAMAGE, path, 0, ex.getMessage());
        } catch (final IndexOutOfBoundsException | IllegalArgumentException ex) {
            manifestProblem = new LogFacts.Finding(
                    severity, path, 0, "expected segments and terms found less: the manifest was damaged");
        }
    }

    /** Without a control file the manifest is taken at its word. */
    private long manifestLogId(final Path path) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(64);
        try (StorageFile file = storage.open(path, false)) {
            file.read(bytes, 0);
        } catch (final NoSuchFileException ex) {
            return logId;
        }
        return new ManifestDecoder()
                .wrap(
                        new UnsafeBuffer(bytes.array()),
                        MessageHeaderDecoder.ENCODED_LENGTH,
                        ManifestDecoder.BLOCK_LENGTH,
                        ManifestDecoder.SCHEMA_VERSION)
                .logId();
    }
}
