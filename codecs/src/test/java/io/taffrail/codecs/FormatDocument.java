/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/format.md says, read by machine: structures with their tables and pictures, constants, the example. */
final class FormatDocument {
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern STRUCTURE_NAME = Pattern.compile("`([a-zA-Z.]+)`");
    private static final Pattern SIZE = Pattern.compile("Size: (\\d+) bytes.*");
    private static final Pattern FIELD_ROW = Pattern.compile("\\| `(\\w+)` \\| (\\d+) \\| (\\d+) \\|.*");
    private static final Pattern CONSTANT_ROW = Pattern.compile("\\| `(\\w+)` \\| (-?\\w+) \\|.*");
    private static final Pattern PICTURE_ROW = Pattern.compile(" *(\\d+) \\|(.*)\\|");
    private static final Pattern DUMP_ROW = Pattern.compile(" *\\d+((?: {1,2}[0-9a-f]{2}){16})");
    private static final int PICTURE_CHARS_PER_BYTE = 10;

    final Map<String, Structure> structures = new LinkedHashMap<>();
    final Map<String, Long> constants = new LinkedHashMap<>();
    final List<Byte> exampleBytes = new ArrayList<>();

    private String section = "";

    static FormatDocument read() throws IOException {
        final FormatDocument document = new FormatDocument();
        Files.readAllLines(path()).forEach(document::onLine);
        return document;
    }

    private static Path path() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path candidate = at.resolve("docs").resolve("format.md");
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "docs/format.md not found above the working directory; run from the repository");
    }

    private void onLine(final String line) {
        final Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            section = heading.group(1);
        } else if (STRUCTURE_NAME.matcher(section).matches()) {
            structures
                    .computeIfAbsent(section.replace("`", ""), name -> new Structure())
                    .onLine(line);
        } else if (section.equals("Constants")) {
            onConstantLine(line);
        } else if (section.equals("Example")) {
            onExampleLine(line);
        }
    }

    private void onConstantLine(final String line) {
        final Matcher row = CONSTANT_ROW.matcher(line);
        if (row.matches()) {
            constants.put(row.group(1), Long.decode(row.group(2)));
        }
    }

    private void onExampleLine(final String line) {
        final Matcher row = DUMP_ROW.matcher(line);
        if (row.matches()) {
            for (final String digits : row.group(1).trim().split(" +")) {
                exampleBytes.add((byte) Integer.parseInt(digits, 16));
            }
        }
    }

    /** Offset and width of a field, both in bytes. */
    record Place(int offset, int width) {}

    /** A section whose heading is the name of a structure. */
    static final class Structure {
        final Map<String, Place> table = new LinkedHashMap<>();
        final Map<String, Place> picture = new LinkedHashMap<>();
        int size;

        private void onLine(final String line) {
            final Matcher sizeLine = SIZE.matcher(line);
            if (sizeLine.matches()) {
                size = Integer.parseInt(sizeLine.group(1));
            }
            final Matcher row = FIELD_ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), new Place(Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3))));
            }
            final Matcher drawn = PICTURE_ROW.matcher(line);
            if (drawn.matches()) {
                onPictureRow(Integer.parseInt(drawn.group(1)), drawn.group(2));
            }
        }

        /** A field that goes over the end of a row is drawn again in the next one: its parts add up. */
        private void onPictureRow(final int rowOffset, final String cells) {
            int offset = rowOffset;
            for (final String cell : cells.split("\\|")) {
                final int width = (cell.length() + 1) / PICTURE_CHARS_PER_BYTE;
                picture.merge(
                        cell.trim(),
                        new Place(offset, width),
                        (first, rest) -> new Place(first.offset(), first.width() + rest.width()));
                offset += width;
            }
        }
    }
}
