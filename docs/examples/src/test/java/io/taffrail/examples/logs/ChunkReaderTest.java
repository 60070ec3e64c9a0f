/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkReaderTest {
    @TempDir
    private Path folder;

    private final ChunkReader reader = new ChunkReader();

    @Test
    void shouldLeaveWhatComesBehindTheLastLineEnd() throws IOException {
        write("a.log", "one\n\nthree\nfou");

        final Chunk first = read(0);
        assertEquals(List.of("0 one", "4 ", "5 three"), lines(first));
        assertEquals(11, first.end());
        assertTrue(read(first.end()).isEmpty());

        write("a.log", "r\n");
        assertEquals(List.of("11 four"), lines(read(first.end())));
    }

    @Test
    void shouldWaitForTheFirstWholeLine() throws IOException {
        write("a.log", "");
        assertNull(read(0));

        write("a.log", "on");
        assertNull(read(0));

        write("a.log", "e\n");
        assertEquals(List.of("0 one"), lines(read(0)));
    }

    @Test
    void shouldReadLongFilesChunkByChunk() throws IOException {
        final String line = "x".repeat(999);
        write("a.log", (line + "\n").repeat(200));

        long position = 0;
        int lines = 0;
        for (Chunk chunk = read(0); !chunk.isEmpty(); chunk = read(position)) {
            lines += chunk.forEachLine((index, length, at) -> assertEquals(999, length));
            position = chunk.end();
        }

        assertEquals(200, lines);
        assertEquals(200_000, position);
    }

    @Test
    void shouldKeepTheIdOfAFileThatIsRenamedOrGrows() throws IOException {
        write("a.log", "one\n");
        final String id = read(0).id();

        write("a.log", "two\n");
        Files.move(folder.resolve("a.log"), folder.resolve("a.log.1"));

        assertEquals(id, read(0).id());
    }

    @Test
    void shouldGiveAnotherIdToAFileThatBeginsOtherwise() throws IOException {
        write("a.log", "one\n");
        final LogFile file = LogFile.in(folder).get(0);
        final String id = reader.read(file, any -> 0).id();

        Files.writeString(folder.resolve("a.log"), "uno\n"); // as a new file does that got the inode of a deleted one

        assertNotEquals(id, reader.read(file, any -> 0).id());
    }

    @Test
    void shouldNotReadAFileThatWasRenamedSinceTheFolderWasRead() throws IOException {
        write("a.log", "one\n");
        final LogFile file = LogFile.in(folder).get(0);

        Files.move(folder.resolve("a.log"), folder.resolve("a.log.1"));
        assertNull(reader.read(file, any -> 0));

        write("a.log", "two\n");
        assertNull(reader.read(file, any -> 0));
    }

    @Test
    void shouldRefuseAFileThatWasCutAndALineThatIsTooLong() throws IOException {
        write("a.log", "one\n");
        final EngineException cut = assertThrows(EngineException.class, () -> read(5));
        assertTrue(cut.getMessage().contains("was cut: size=4 but position=5 was read"), cut.getMessage());

        write("a.log", "x".repeat(ChunkReader.MAX_LINE_BYTES) + "\n");
        final EngineException tooLong = assertThrows(EngineException.class, () -> read(4));
        assertTrue(
                tooLong.getMessage().contains("position=4 has a line of more than 65536 bytes"), tooLong.getMessage());
    }

    private void write(final String name, final String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Chunk read(final long position) {
        return reader.read(LogFile.in(folder).get(0), id -> position);
    }

    private static List<String> lines(final Chunk chunk) {
        final List<String> lines = new ArrayList<>();
        chunk.forEachLine((index, length, position) ->
                lines.add(position + " " + new String(chunk.bytes(), index, length, StandardCharsets.UTF_8)));
        return lines;
    }
}
