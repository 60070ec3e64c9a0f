/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is published: the lines of a file, again and again until there are enough, or made up order events. */
final class InputLines {
    private static final long SEED = 42;
    private static final int DEFAULT_RECORDS = 100_000;

    private final List<byte[]> lines;
    private final int count;

    private InputLines(final List<byte[]> lines, final int count) {
        this.lines = lines;
        this.count = count;
    }

    /**
     * Lines of a file, as text.
     *
     * @param file    to read, or null to make lines up.
     * @param records wanted, or 0: as many as the file has lines, and 100,000 at least.
     * @throws IOException when it cannot be read.
     */
    static InputLines of(final Path file, final int records) throws IOException {
        final List<byte[]> lines = file == null ? madeUp() : read(file);
        return new InputLines(lines, records > 0 ? records : Math.max(DEFAULT_RECORDS, lines.size()));
    }

    private static List<byte[]> read(final Path file) throws IOException {
        final List<byte[]> lines = new ArrayList<>();
        for (final String line :
                Files.readString(file, StandardCharsets.ISO_8859_1).split("\\R")) {
            lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    private static List<byte[]> madeUp() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < DEFAULT_RECORDS; i++) {
            lines.add((34_200 + i / 4 + "." + random.nextInt(1_000_000) + "," + (1 + random.nextInt(3)) + "," + i + ","
                            + (1 + random.nextInt(500)) + "," + (1_000_000 + 100 * random.nextInt(500)) + ","
                            + (random.nextBoolean() ? 1 : -1))
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    int count() {
        return count;
    }

    /** A line, by number of the record from 0. */
    byte[] line(final int record) {
        return lines.get(record % lines.size());
    }
}
