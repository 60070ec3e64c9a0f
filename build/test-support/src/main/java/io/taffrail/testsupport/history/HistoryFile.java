/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A history in a file, one event a line, for {@link HistoryRecorder} to write to. Every line is one write to the page
 * cache: a killed process loses at most the line that it was writing, and that line's operation had not begun or is taken
 * for unknown. A loss of power may take more; keep the file on a disk that keeps its power.
 *
 * <h2>Threading</h2>
 *
 * One file has one writer. A thread's interrupt does not close it.
 */
public final class HistoryFile implements EventSink, Closeable {
    private static final String COMMENT = "#";
    private static final String HEADER = "# history 1: time process.number type kind partition=offset:value,...\n";

    private final FileOutputStream out;

    private HistoryFile(final FileOutputStream out) {
        this.out = out;
    }

    /**
     * Opens a file to write to, behind what it holds already; a torn last line is cut off.
     *
     * @param path made if it is not there.
     * @return the open file, the caller's to close.
     * @throws UncheckedIOException if the file system refuses.
     */
    public static HistoryFile append(final Path path) {
        try {
            final boolean isNew = !Files.exists(path);
            if (!isNew) {
                cutTornLine(path);
            }
            final HistoryFile file = new HistoryFile(new FileOutputStream(path.toFile(), true));
            if (isNew) {
                file.out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cutTornLine(final Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = file.length();
            while (length > 0) {
                file.seek(length - 1);
                if (file.read() == '\n') {
                    break;
                }
                length--;
            }
            file.setLength(length);
        }
    }

    @Override
    public void accept(final Event event) {
        try {
            out.write((EventText.format(event) + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads files and merges them by time. A last line without an end is left out.
     *
     * @param paths one or more, of processes whose numbers differ or whose lives followed each other.
     * @return the history of all.
     * @throws IllegalArgumentException if a line is not an event, with its place, or events contradict each other.
     * @throws UncheckedIOException     if the file system refuses.
     */
    public static History read(final Path... paths) {
        final List<Lines> opened = new ArrayList<>();
        try {
            final PriorityQueue<Lines> byTime = new PriorityQueue<>();
            for (int i = 0; i < paths.length; i++) {
                final Lines lines = new Lines(paths[i], i);
                opened.add(lines);
                if (lines.advance()) {
                    byTime.add(lines);
                }
            }
            final HistoryBuilder builder = new HistoryBuilder();
            while (!byTime.isEmpty()) {
                final Lines first = byTime.remove();
                builder.add(first.event);
                if (first.advance()) {
                    byTime.add(first);
                }
            }
            return builder.build();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            opened.forEach(Lines::close);
        }
    }

    /** The events of one file, one after the other. */
    private static final class Lines implements Comparable<Lines> {
        private final Path path;
        private final int index;
        private final BufferedReader reader;
        private int lineNumber;
        private Event event;

        Lines(final Path path, final int index) throws IOException {
            this.path = path;
            this.index = index;
            this.reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        }

        boolean advance() throws IOException {
            String line = line();
            while (line != null && line.startsWith(COMMENT)) {
                line = line();
            }
            if (line == null) {
                return false;
            }
            try {
                event = EventText.parse(line);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException("path=" + path + " line=" + lineNumber + ": " + e.getMessage(), e);
            }
            return true;
        }

        /** A whole line, or null at the end and before a line that has none. */
        private String line() throws IOException {
            final StringBuilder line = new StringBuilder(80);
            lineNumber++;
            for (int c = reader.read(); c != -1; c = reader.read()) {
                if (c == '\n') {
                    return line.toString();
                }
                line.append((char) c);
            }
            return null;
        }

        void close() {
            try {
                reader.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int compareTo(final Lines other) {
            final int order = Long.compare(event.timeNs(), other.event.timeNs());
            return order != 0 ? order : Integer.compare(index, other.index);
        }
    }
}
