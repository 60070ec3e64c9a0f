/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.log.Record;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the files again, line by line beside the topic, and compares. */
final class LineAudit implements AutoCloseable {
    /** A file, and how far it was compared. */
    private static final class Place {
        private final LogFile file;
        private final InputStream input;
        private final long end;
        private long position;

        Place(final LogFile file) throws IOException {
            this.file = file;
            end = Files.size(file.path());
            input = new BufferedInputStream(Files.newInputStream(file.path()));
        }
    }

    private final LogEngine engine;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> current = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long lines;
    private long linesOfOthers;
    private String difference = "";

    /** An audit of the files that are in a folder now, and of all they have now. */
    LineAudit(final LogEngine engine, final Path folder) {
        this.engine = engine;
        final ChunkReader reader = new ChunkReader();
        for (final LogFile file : LogFile.in(folder)) {
            final Chunk chunk = reader.read(file, id -> 0);
            if (chunk != null) {
                places.put(chunk.id(), open(file));
            }
        }
    }

    /** Compare all there is. */
    LineAudit run() {
        Topics.replay(engine, Topics.LINES, this::onLine);
        return this;
    }

    /** Lines of the topic, those of other files included. */
    long lines() {
        return lines;
    }

    /** Lines of the topic whose files were not there, so that they cannot be compared. */
    long linesOfOthers() {
        return linesOfOthers;
    }

    /** How many lines the topic has, by stream and level. */
    Map<String, Long> counts() {
        return counts;
    }

    void check(final Checks checks) {
        checks.require(
                "the topic has the lines of the files, each once and in order", difference.isEmpty(), difference);
        final Map<String, Long> positions = new HashMap<>();
        Topics.replay(
                engine,
                Topics.POSITIONS,
                record -> positions.put(record.keyAsString(), Long.parseLong(record.valueAsString())));
        String ahead = "";
        long missing = 0;
        for (final Map.Entry<String, Place> entry : places.entrySet()) {
            final Place place = entry.getValue();
            final long position = positions.getOrDefault(entry.getKey(), 0L);
            if (position != place.position) {
                ahead = "file=" + place.file.path() + " position=" + position + " lines end at " + place.position;
            }
            missing += wholeLines(place);
        }
        checks.require("each file's position is where its last line in the topic ends", ahead.isEmpty(), ahead);
        checks.requireEqual("no whole line of the files is missing", missing, 0);
        final Map<String, Long> counted = LineCounter.read(engine);
        checks.require("the counts are those of the lines", counted.equals(counts), counted + " and not " + counts);
    }

    @Override
    public void close() {
        try {
            for (final Place place : places.values()) {
                place.input.close();
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot close a log file", ex);
        }
    }

    private void onLine(final Record record) {
        lines++;
        counts.merge(LineCounter.keyOf(record), 1L, Long::sum);
        final Map<String, String> headers = new HashMap<>();
        record.forEachHeader((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));
        final String id = headers.get(Topics.FILE);
        final Place place = places.get(id);
        if (place == null) {
            linesOfOthers++;
        } else if (difference.isEmpty()) {
            difference = compare(record, place, Long.parseLong(headers.get(Topics.POSITION)));
        }
        final Place before = places.get(current.put(record.keyAsString(), id));
        if (before != null && before != place && difference.isEmpty() && wholeLines(before) > 0) {
            difference = "a newer file of its stream begins before the end of file=" + before.file.path() + ": "
                    + describe(record);
        }
    }

    /** What is wrong with a record; empty if nothing is. */
    private static String compare(final Record record, final Place place, final long position) {
        if (!record.keyAsString().equals(place.file.stream())) {
            return "expected stream=" + place.file.stream() + ": " + describe(record);
        }
        if (position != place.position) {
            return "file=" + place.file.path() + " position=" + position + " expected=" + place.position + ": "
                    + describe(record);
        }
        final byte[] found = record.value();
        final byte[] expected = read(place, found.length + 1);
        place.position += expected.length;
        final boolean isSame = expected.length == found.length + 1
                && expected[found.length] == '\n'
                && Arrays.equals(found, 0, found.length, expected, 0, found.length);
        return isSame ? "" : "file=" + place.file.path() + " position=" + position + " differs: " + describe(record);
    }

    /** Lines that the file had and that were not compared yet; reads them. */
    private static long wholeLines(final Place place) {
        long count = 0;
        for (final byte each :
                read(place, (int) Math.min(Integer.MAX_VALUE, Math.max(0, place.end - place.position)))) {
            count += each == '\n' ? 1 : 0;
        }
        return count;
    }

    private static byte[] read(final Place place, final int bytes) {
        try {
            return place.input.readNBytes(bytes);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read file=" + place.file.path(), ex);
        }
    }

    private static Place open(final LogFile file) {
        try {
            return new Place(file);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot open file=" + file.path(), ex);
        }
    }

    private static String describe(final Record record) {
        return "key=" + record.keyAsString() + " partition=" + record.partition() + " offset=" + record.offset();
    }
}
