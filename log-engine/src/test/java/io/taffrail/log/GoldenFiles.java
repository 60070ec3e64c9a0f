/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Data directories as an engine wrote them when a version of the format was new, and the records that were published to
 * them. They are kept as they are for as long as that version is read; {@link GoldenFilesMain} made them.
 *
 * <p>An archive holds two directories, each beside a text file of its records: {@code closed}, of an engine that was closed in
 * order, and {@code killed}, of one that was killed, with a claim open, before the machine was started again.
 */
final class GoldenFiles {
    static final String TOPIC = "golden";

    private GoldenFiles() {}

    static String archive(final int version) {
        return "golden/format-" + version + ".zip";
    }

    /** Put the data directory of an image, and its records, under a directory. */
    static Path unpack(final int version, final String image, final Path target) throws IOException {
        try (InputStream stream = GoldenFiles.class.getClassLoader().getResourceAsStream(archive(version));
                ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(image)) {
                    final Path file = target.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return target.resolve(image);
    }

    /** The lines that stand for the records of an image that was unpacked. */
    static List<String> records(final Path image) throws IOException {
        return Files.readAllLines(image.resolveSibling(image.getFileName() + ".records"));
    }

    /** A line for each record of the topic. */
    static List<String> read(final LogSource source) {
        final List<String> lines = new ArrayList<>();
        try (Subscription all = source.subscribe(TOPIC, StartAt.earliest())) {
            int polled;
            do {
                polled = all.poll(record -> lines.add(line(record)), 100);
            } while (polled > 0);
            if (polled < 0) {
                throw new IllegalStateException("answer of the last poll: " + polled);
            }
        }
        return lines;
    }

    /** All there is to know of a record, in one line. */
    static String line(
            final long offset,
            final int term,
            final long timestampNs,
            final byte[] key,
            final byte[] value,
            final List<String> headers) {
        return "offset=" + offset + " term=" + term + " timestamp=" + timestampNs + " key=" + hex(key) + " value="
                + hex(value) + " headers=" + headers;
    }

    static String header(final String name, final byte[] value) {
        return name + ":" + hex(value);
    }

    /** Names and contents of all files under a directory. */
    static Map<String, String> contents(final Path directory) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (final Path path : paths.filter(Files::isRegularFile).toList()) {
                final byte[] bytes = Files.readAllBytes(path);
                contents.put(directory.relativize(path).toString(), bytes.length + ":" + Arrays.hashCode(bytes));
            }
        }
        return contents;
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String line(final Record record) {
        final List<String> headers = new ArrayList<>();
        record.forEachHeader((name, value) -> headers.add(header(name, value)));
        return line(record.offset(), record.term(), record.timestamp(), record.key(), record.value(), headers);
    }

    private static String hex(final byte[] bytes) {
        final StringJoiner joined = new StringJoiner("");
        return bytes == null
                ? "null"
                : joined.add("'").add(HexFormat.of().formatHex(bytes)).add("'").toString();
    }
}
