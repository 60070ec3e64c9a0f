/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAggregationTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private Path logs;

    @BeforeEach
    void name() {
        directory = temporary.resolve("data");
        logs = temporary.resolve("data-logs");
    }

    @Test
    void shouldCollectEachLineOnceWhileFilesAreWrittenAndRotated() {
        assertPassed(run("--lines", 3_000), "collected 3,000 lines", "lines has 3,000 lines");
        assertPassed(run("--lines", 2_000, "--seed", 7), "collected 2,000 lines", "lines has 5,000 lines");
        assertPassed(run("--lines", 0), "collected 0 lines", "lines has 5,000 lines");
        assertTrue(Files.exists(logs.resolve("matching.log.2")));
    }

    @Test
    void shouldCollectAFolderAndGoOnWhereItWas() throws IOException {
        Files.createDirectories(logs);
        write("a.log.1", "1 INFO one\n2 ERROR two\n");
        write("a.log", "3 INFO three\nno level\n");
        write("b.txt", "INFO be\nWARN half a li");
        assertPassed(run("--logs", logs), "collected 5 lines", "lines has 5 lines");

        Files.move(logs.resolve("a.log.1"), logs.resolve("a.log.2"));
        Files.move(logs.resolve("a.log"), logs.resolve("a.log.1"));
        write("a.log.1", "4 DEBUG written as it was rotated\n");
        write("a.log", "5 INFO five\n");
        write("b.txt", "ne\n");
        final CommandRun again = run("--logs", logs);

        assertPassed(again, "collected 3 lines", "lines has 8 lines");
        assertTrue(again.out().lines().anyMatch(line -> line.matches("a.log +1 +0 +3 +1 +1")), again.out());
        assertTrue(again.out().lines().anyMatch(line -> line.matches("b.txt +0 +1 +1 +0 +0")), again.out());
    }

    @Test
    void shouldCountLinesWhoseFilesAreGoneAndNotCompareThem() throws IOException {
        Files.createDirectories(logs);
        write("a.log.1", "1 INFO one\n");
        write("a.log", "2 INFO two\n");
        assertPassed(run("--logs", logs), "collected 2 lines", "lines has 2 lines");

        Files.delete(logs.resolve("a.log.1"));

        assertPassed(run("--logs", logs), "collected 0 lines", "lines has 2 lines, 1 of files that are gone");
    }

    @Test
    void shouldFailWhenALineOfAFileIsAnotherOneThanInTheTopic() throws IOException {
        assertPassed(run("--lines", 500), "collected 500 lines", "");
        final Path file = logs.resolve("risk.log");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5] ^= 1;
        Files.write(file, bytes);

        final CommandRun run = run("--lines", 0);

        assertFailed(run, "FAILED  the topic has the lines of the files, each once and in order: file=" + file);
        assertTrue(run.out().contains("differs: key=risk.log partition="), run.out());
    }

    @Test
    void shouldFailWhenALineIsThereTwice() throws IOException {
        Files.createDirectories(logs);
        write("a.log", "INFO one\nINFO two\n");
        run("--logs", logs);
        final String id =
                new ChunkReader().read(LogFile.in(logs).get(0), any -> 0).id();
        publish(
                Topics.LINES,
                publisher -> publisher.publish(new io.taffrail.log.RecordDraft()
                        .key(bytes("a.log"))
                        .value(bytes("INFO two"))
                        .header(Topics.FILE, bytes(id))
                        .header(Topics.POSITION, bytes("9"))));

        final CommandRun run = run("--logs", logs);

        assertFailed(run, "position=9 expected=18: key=a.log");
    }

    @Test
    void shouldFailWhenAPositionIsAheadOfTheLines() throws IOException {
        Files.createDirectories(logs);
        write("a.log", "INFO one\nINFO two\n");
        final String id =
                new ChunkReader().read(LogFile.in(logs).get(0), any -> 0).id();
        try (LogEngine engine = LogEngine.open(directory)) {
            Topics.createMissing(engine);
        }
        publish(Topics.POSITIONS, publisher -> publisher.publish(id, "9"));

        final CommandRun run = run("--logs", logs);

        assertFailed(run, "FAILED  the topic has the lines of the files, each once and in order: file=");
    }

    @Test
    void shouldFailWhenACountIsWrong() {
        assertPassed(run("--lines", 100), "collected 100 lines", "");
        publish(Topics.COUNTS, publisher -> publisher.publish("risk.log INFO", "7"));

        assertFailed(run("--lines", 0), "FAILED  the counts are those of the lines: ");
    }

    @Test
    void shouldSayWhatIsWrongWithItsInput() throws IOException {
        final CommandRun noFolder = run("--logs", logs);
        assertEquals(2, noFolder.exitCode());
        assertTrue(noFolder.err().contains("is no folder: name one that holds log files"), noFolder.err());
        assertEquals(2, run("--lines", -1).exitCode());

        Files.createDirectories(logs);
        write("a.log", "x".repeat(ChunkReader.MAX_LINE_BYTES + 1));
        final CommandRun tooLong = run("--logs", logs);
        assertEquals(1, tooLong.exitCode());
        assertTrue(tooLong.err().startsWith("error: file="), tooLong.err());
    }

    private CommandRun run(final Object... options) {
        final Object[] arguments = new Object[options.length + 3];
        arguments[0] = "log-aggregation";
        arguments[1] = "--dir";
        arguments[2] = directory;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    private static void assertPassed(final CommandRun run, final String collected, final String total) {
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains(collected), run.out());
        assertTrue(run.out().contains(total), run.out());
        assertEquals(4, run.out().lines().filter(line -> line.startsWith("ok ")).count(), run.out());
    }

    private static void assertFailed(final CommandRun run, final String message) {
        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(run.out().contains(message), run.out());
    }

    private void write(final String name, final String text) throws IOException {
        Files.writeString(logs.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void publish(final String topic, final Consumer<Publisher> publication) {
        try (LogEngine engine = LogEngine.open(directory);
                Publisher publisher = engine.publisher(topic)) {
            publication.accept(publisher);
        }
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
