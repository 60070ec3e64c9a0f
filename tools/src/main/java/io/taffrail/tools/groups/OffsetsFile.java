/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.model.TopicPartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Offsets of partitions in lines of {@code topic,partition,offset}, as Kafka's tool writes and reads them. */
final class OffsetsFile {
    private static final int FIELDS = 3;

    private OffsetsFile() {}

    /**
     * Read a file.
     *
     * @return the offsets, in order of partitions.
     * @throws IllegalArgumentException if a line is bad; the message names it.
     */
    static Map<TopicPartition, Long> read(final Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("no such file: file=" + path);
        }
        final List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read file=" + path, ex);
        }
        final Map<TopicPartition, Long> offsets = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                put(offsets, lines.get(i), "file=" + path + " line=" + (i + 1));
            }
        }
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException("no offsets: file=" + path + ": lines are topic,partition,offset");
        }
        return offsets;
    }

    /** A line for a file. */
    static String line(final TopicPartition partition, final long offset) {
        return partition.topic() + "," + partition.partition() + "," + offset;
    }

    private static void put(final Map<TopicPartition, Long> offsets, final String line, final String place) {
        final String[] fields = line.replace("\"", "").split(",", -1);
        try {
            final int partition = Integer.parseInt(fields.length == FIELDS ? fields[1].strip() : "");
            final long offset = Long.parseLong(fields[2].strip());
            if (offset >= 0 && partition >= 0) {
                if (offsets.put(new TopicPartition(fields[0].strip(), partition), offset) != null) {
                    throw new IllegalArgumentException("partition given twice: " + place);
                }
                return;
            }
        } catch (final NumberFormatException ex) {
            throw bad(line, place, ex);
        }
        throw bad(line, place, null);
    }

    private static IllegalArgumentException bad(final String line, final String place, final Throwable cause) {
        return new IllegalArgumentException(place + ": expected topic,partition,offset found \"" + line + "\"", cause);
    }
}
