/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.RecordDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand partitions in one engine, most of them never used. */
class IdlePartitionsTest {
    private static final int PARTITIONS = 10_000;

    @TempDir
    Path directory;

    @Test
    void shouldCostNothingUntilUsedAndLittleAfterwards() throws IOException {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("many", PARTITIONS);
            final long files = files();
            final long maps = mappings();

            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertEquals(0, engine.offsets("many", partition).endOffset());
            }

            assertEquals(files, files(), "files after all were looked at");
            assertTrue(mappings() - maps <= 2, "mappings=" + (mappings() - maps));
            assertTrue(bytes() < 4 << 20, "bytes on disk=" + bytes());
        }
        try (LogEngine engine = LogEngine.open(directory)) {
            final long maps = mappings();
            final int used = 50;
            try (Publisher publisher = engine.publisher("many")) {
                final RecordDraft draft = new RecordDraft().value(new byte[10]);
                for (int i = 0; i < used; i++) {
                    assertEquals(0, publisher.publish(draft.partition(i * (PARTITIONS / used))));
                }
            }
            assertTrue(mappings() - maps <= used * 3 + 4, "mappings=" + (mappings() - maps));
            assertTrue(bytes() < (4 << 20) + used * 200 * 1024L, "bytes on disk=" + bytes());
        }
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(PARTITIONS, engine.topics().describe("many").partitions());
            assertEquals(1, engine.offsets("many", 0).endOffset());
            assertEquals(0, engine.offsets("many", 1).endOffset());
        }
    }

    private long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(directory.toString())).count();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.count();
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
