/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Streams a LOBSTER message file: one event per line, six columns, no header. The file is never held in memory; after
 * the first read nothing is allocated until a line turns out to be bad.
 *
 * <p>This class finds lines, {@link LobsterLineParser} understands them. A line ends with LF or CR LF; the last one may
 * end with the file. An empty line is an error wherever it stands.
 */
final class LobsterCsvSource implements OrderSource {
    /** Six columns at their widest take less than half of this. */
    static final int MAX_LINE_BYTES = 256;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path file;
    private final InputStream in;
    private final LobsterLineParser parser;
    private final long maxEvents;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int lineStart;
    private int limit;
    private boolean endOfFile;
    private long lineNumber;

    private LobsterCsvSource(final Path file, final InputStream in, final long maxEvents) {
        this.file = file;
        this.in = in;
        this.maxEvents = maxEvents;
        this.parser = new LobsterLineParser(file.toString());
    }

    /**
     * @param maxEvents stops after this many events, though the file may have more.
     * @throws UncheckedIOException when the file cannot be opened.
     */
    static LobsterCsvSource open(final Path file, final long maxEvents) {
        try {
            return new LobsterCsvSource(file, Files.newInputStream(file), maxEvents);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot open input=" + file, ex);
        }
    }

    @Override
    public boolean next(final OrderEventRow row) {
        if (lineNumber == maxEvents) {
            return false;
        }
        final int end = findLineEnd();
        if (end < 0) {
            return false;
        }
        lineNumber++;
        final boolean hasCarriageReturn = end > lineStart && chunk[end - 1] == '\r';
        parser.parse(chunk, lineStart, hasCarriageReturn ? end - 1 : end, lineNumber, row);
        row.sequence = lineNumber;
        lineStart = end + 1;
        return true;
    }

    /** Index of the line's end in the chunk, or -1 when the file has no more lines. */
    private int findLineEnd() {
        int scanned = lineStart;
        while (true) {
            for (int i = scanned; i < limit; i++) {
                if (chunk[i] == '\n') {
                    return i;
                }
            }
            checkLineLength();
            if (endOfFile) {
                return lineStart < limit ? limit : -1;
            }
            scanned = limit - lineStart;
            readMore();
        }
    }

    private void checkLineLength() {
        if (limit - lineStart > MAX_LINE_BYTES) {
            throw new BadInputException("input=" + file + " line=" + (lineNumber + 1) + " is longer than "
                    + MAX_LINE_BYTES + " bytes; is this a LOBSTER message file?");
        }
    }

    /** Moves the begun line to the chunk's front and fills the rest. */
    private void readMore() {
        System.arraycopy(chunk, lineStart, chunk, 0, limit - lineStart);
        limit -= lineStart;
        lineStart = 0;
        try {
            final int read = in.read(chunk, limit, chunk.length - limit);
            endOfFile = read < 0;
            limit += Math.max(read, 0);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read input=" + file + " after line=" + lineNumber, ex);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot close input=" + file, ex);
        }
    }
}
