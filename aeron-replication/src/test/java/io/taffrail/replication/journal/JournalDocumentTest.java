/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares what docs/format.md says of a node's files with {@link JournalDescriptor} and {@link NodeProperties}. */
class JournalDocumentTest {
    private static final Pattern FIELD_ROW = Pattern.compile("\\| `(\\w+)` \\| (\\d+) \\| (\\d+) \\|.*");
    private static final Pattern PICTURE_ROW = Pattern.compile(" *(\\d+) \\|(.*)\\|");
    private static final int PICTURE_CHARS_PER_BYTE = 10;

    private final String document = Files.readString(Path.of(System.getProperty("taffrail.repository.root", ".."))
            .resolve("docs")
            .resolve("format.md"));

    JournalDocumentTest() throws IOException {}

    @Test
    void shouldGiveOffsetsOfTheHeader() {
        check(
                section("### Header of the journal"),
                JournalDescriptor.HEADER_LENGTH,
                Map.of(
                        "magic", JournalDescriptor.MAGIC_OFFSET,
                        "formatVersion", JournalDescriptor.FORMAT_VERSION_OFFSET,
                        "nodeId", JournalDescriptor.NODE_ID_OFFSET,
                        "directoryIdHigh", JournalDescriptor.DIRECTORY_ID_HIGH_OFFSET,
                        "directoryIdLow", JournalDescriptor.DIRECTORY_ID_LOW_OFFSET,
                        "fileNumber", JournalDescriptor.FILE_NUMBER_OFFSET,
                        "snapshotEnd", JournalDescriptor.SNAPSHOT_END_OFFSET,
                        "length", JournalDescriptor.LENGTH_OFFSET,
                        "reserved", JournalDescriptor.LENGTH_OFFSET + Integer.BYTES,
                        "crc", JournalDescriptor.HEADER_CRC_OFFSET));
    }

    @Test
    void shouldGiveOffsetsOfAnEntry() {
        check(
                section("### Entry of the journal"),
                JournalDescriptor.ENTRY_LENGTH,
                Map.of(
                        "crc", JournalDescriptor.CRC_OFFSET,
                        "forcedPosition", JournalDescriptor.FORCED_POSITION_OFFSET,
                        "kind", JournalDescriptor.KIND_OFFSET,
                        "number", JournalDescriptor.NUMBER_OFFSET,
                        "first", JournalDescriptor.FIRST_OFFSET,
                        "second", JournalDescriptor.SECOND_OFFSET));
    }

    @Test
    void shouldNumberTheKinds() {
        final String entry = section("### Entry of the journal");

        assertTrue(entry.contains("| " + JournalDescriptor.INCARNATION + " incarnation |"));
        assertTrue(entry.contains("| " + JournalDescriptor.BALLOT + " ballot |"));
        assertTrue(entry.contains("| " + JournalDescriptor.STANDING + " standing | " + JournalDescriptor.VOTER
                + " voter, " + JournalDescriptor.AMNESIAC + " amnesiac |"));
        assertTrue(entry.contains("| " + JournalDescriptor.PEER + " peer |"));
        assertTrue(entry.contains("| " + JournalDescriptor.MARK + " mark |"));
    }

    @Test
    void shouldGiveAnExampleOfThePropertiesThatIsOne() {
        final String section = section("## Files of a node");
        final int start = section.indexOf("version=1");
        final String example = section.substring(start, section.indexOf("```", start));

        final NodeIdentity identity =
                NodeProperties.decode(Path.of("docs"), example.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(example, new String(NodeProperties.encode(identity), StandardCharsets.ISO_8859_1));
    }

    /** Table and picture must both be those fields, back to back. */
    private static void check(final String section, final int length, final Map<String, Integer> offsets) {
        final Map<String, String> expected = new TreeMap<>();
        offsets.forEach((name, offset) -> {
            final int end = offsets.values().stream()
                    .filter(other -> other > offset)
                    .min(Integer::compare)
                    .orElse(length);
            expected.put(name, offset + "+" + (end - offset));
        });
        final Map<String, String> table = new TreeMap<>();
        final Map<String, Integer> starts = new TreeMap<>();
        final Map<String, Integer> widths = new TreeMap<>();
        section.lines().forEach(line -> {
            final Matcher row = FIELD_ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), row.group(2) + "+" + row.group(3));
            }
            final Matcher drawn = PICTURE_ROW.matcher(line);
            if (drawn.matches()) {
                int offset = Integer.parseInt(drawn.group(1));
                for (final String cell : drawn.group(2).split("\\|")) {
                    final int width = (cell.length() + 1) / PICTURE_CHARS_PER_BYTE;
                    starts.putIfAbsent(cell.trim(), offset);
                    widths.merge(cell.trim(), width, Integer::sum);
                    offset += width;
                }
            }
        });
        final Map<String, String> picture = new TreeMap<>();
        starts.forEach((name, start) -> picture.put(name, start + "+" + widths.get(name)));

        assertEquals(expected, table);
        assertEquals(expected, picture);
        assertTrue(section.contains("Size: " + length + " bytes"));
    }

    private String section(final String heading) {
        final int start = document.indexOf(heading + "\n");
        assertTrue(start >= 0, heading + " is not in docs/format.md");
        final String rest = document.substring(start + heading.length());
        final int end = rest.indexOf("\n#");
        return end < 0 ? rest : rest.substring(0, end);
    }
}
