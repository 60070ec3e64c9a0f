/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What older versions wrote is read as it was published. A new format version adds a row, and takes none away. */
class GoldenFilesTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"1,closed", "1,killed"})
    void shouldReadEveryRecordAndGoOnBehindThem(final int version, final String image) throws IOException {
        final Path directory = GoldenFiles.unpack(version, image, temporary);
        final List<String> expected = GoldenFiles.records(directory);

        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(expected, GoldenFiles.read(engine));
            assertEquals(
                    "65536", engine.describeTopic(GoldenFiles.TOPIC).overrides().get("segment.bytes"));
            InspectedLog.publish(engine, GoldenFiles.TOPIC, 1_000);
        }

        assertEquals(List.of(), inspected(directory).findings);
        try (LogEngine engine = LogEngine.open(directory)) {
            final List<String> more = GoldenFiles.read(engine);
            assertEquals(expected, more.subList(0, expected.size()));
            assertEquals(expected.size() + 1_000, more.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"1,closed", "1,killed"})
    void shouldReadEveryRecordWithoutChangingAnything(final int version, final String image) throws IOException {
        final Path directory = GoldenFiles.unpack(version, image, temporary);
        final Map<String, String> before = GoldenFiles.contents(directory);

        try (LogDirectory reader = LogDirectory.open(directory)) {
            assertEquals(GoldenFiles.records(directory), GoldenFiles.read(reader));
        }

        assertEquals(before, GoldenFiles.contents(directory));
    }

    @ParameterizedTest
    @CsvSource({"1,closed", "1,killed"})
    void shouldFindThemSound(final int version, final String image) throws IOException {
        final Path directory = GoldenFiles.unpack(version, image, temporary);

        final InspectedLog seen = inspected(directory);

        if (image.equals("closed")) {
            assertEquals(List.of(), seen.findings);
            assertEquals(List.of(), InspectedLog.of(directory.resolve("__metadata-0")).findings);
        }
        assertEquals(List.of(), seen.damages());
    }

    @Test
    void shouldHoldAllThatTheFormatHas() throws IOException {
        final InspectedLog seen = inspected(GoldenFiles.unpack(1, "closed", temporary));

        final List<LogFacts.Batch> batches = new ArrayList<>(seen.batches);
        assertTrue(batches.stream().anyMatch(LogFacts.Batch::isVoid), "a void");
        assertTrue(batches.stream().anyMatch(LogFacts.Batch::isFiller), "a filler");
        assertTrue(batches.stream().anyMatch(batch -> batch.recordCount() > 1), "a batch");
        assertTrue(seen.segments.size() >= 4, "segments=" + seen.segments.size());
        assertEquals(
                List.of(1, 2),
                seen.manifest.terms().stream().map(LogFacts.TermStart::term).collect(Collectors.toList()));
        assertFalse(seen.indexEntries.isEmpty(), "an index");
        assertTrue(seen.control.checkpoint().isClean());
        assertFalse(seen.control.isSameBoot());
    }

    private static InspectedLog inspected(final Path directory) throws IOException {
        return InspectedLog.of(directory.resolve(GoldenFiles.TOPIC + "-0"));
    }
}
