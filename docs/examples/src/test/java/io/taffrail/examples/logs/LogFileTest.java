/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveEachStreamItsOldestFileFirst() throws IOException {
        for (final String name : List.of("b.log", "b.log.2", "b.log.10", "b.log.1", "a.log", ".hidden")) {
            Files.writeString(folder.resolve(name), "line\n");
        }
        Files.createDirectory(folder.resolve("c.log"));

        final List<LogFile> files = LogFile.in(folder);

        assertEquals(
                List.of("a.log", "b.log.10", "b.log.2", "b.log.1", "b.log"),
                files.stream().map(file -> file.path().getFileName().toString()).toList());
        assertEquals(
                List.of("a.log", "b.log", "b.log", "b.log", "b.log"),
                files.stream().map(LogFile::stream).toList());
    }

    @Test
    void shouldKnowAFileAgainThatWasRenamed() throws IOException {
        Files.writeString(folder.resolve("a.log"), "line\n");
        final LogFile before = LogFile.in(folder).get(0);

        Files.move(folder.resolve("a.log"), folder.resolve("a.log.1"));

        final LogFile after = LogFile.in(folder).get(0);
        assertEquals(before.inode(), after.inode());
        assertEquals("a.log", after.stream());
        assertEquals(-1, LogFile.inodeOf(before.path()));
    }
}
