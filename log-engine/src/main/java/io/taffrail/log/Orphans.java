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

/**
 * Puts segment files aside that are no part of the log any more, mostly because power was lost: the name they get is nobody's
 * segment, and nothing in the engine opens or deletes them again. A file without anything behind its header is deleted.
 *
 * <p>Threading: the thread that recovers.
 */
final class Orphans {
    static final String SUFFIX = ".orphan";

    private final Storage storage;
    private final RecoveryReport report;

    Orphans(final Storage storage, final RecoveryReport report) {
        this.storage = storage;
        this.report = report;
    }

    void putAside(final Path path) throws IOException {
        final int bytes = bytesIn(path);
        if (bytes == 0) {
            storage.delete(path);
            return;
        }
        final Path aside = freeName(path);
        storage.rename(path, aside);
        report.onPutAside(path, aside, bytes);
    }

    private int bytesIn(final Path path) throws IOException {
        try (StorageFile file = storage.open(path, false)) {
            final SegmentScanner scanner = new SegmentScanner(0);
            scanner.open(file, (int) Math.min(file.size(), Integer.MAX_VALUE - Long.BYTES));
            return scanner.lastUsed(LogFormat.SEGMENT_HEADER_LENGTH) - LogFormat.SEGMENT_HEADER_LENGTH;
        }
    }

    private Path freeName(final Path path) {
        final String name = path.getFileName().toString();
        Path aside = path.resolveSibling(name + SUFFIX);
        for (int i = 2; storage.exists(aside); i++) {
            aside = path.resolveSibling(name + "." + i + SUFFIX);
        }
        return aside;
    }
}
