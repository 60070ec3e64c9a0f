/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories come back from files as they were, whole or up to where they were cut. */
class HistoryFileTest {
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 500;

    @TempDir
    private Path directory;

    @Test
    void shouldReadBackWhatWasWrittenByManyProcessesToTheirFiles() {
        for (long seed = 1; seed <= 20; seed++) {
            final List<Event> events = GoodHistory.events(seed, 300);
            final Path[] paths = write(seed, events);

            final History read = HistoryFile.read(paths);

            assertEquals(describe(History.of(events)), describe(read), "seed=" + seed);
            HistoryChecker.check(read, Expectations.strict()).assertValid();
        }
    }

    @Test
    void shouldWriteTheLinesThatTheDocumentShows() throws IOException {
        final Path path = directory.resolve("one");
        try (HistoryFile file = HistoryFile.append(path)) {
            final HistoryRecorder recorder = HistoryRecorder.to(file);
            final ProcessRecorder process = recorder.process(4);
            process.assignAt(1, 100);
            process.subscribe(0, 2);
            process.invokePublish(0, 7, 8).okAt(3);
            process.invokePublish(0, -9).unknown("no\nanswer");
            process.invokePoll()
                    .ok(new PolledRecords().add(0, 3, 7).add(0, 4, 8).add(2, 0, -1));
        }

        final List<String> lines = Files.readAllLines(path);

        assertTrue(lines.get(0).startsWith("# history 1"));
        assertEquals(
                List.of(
                        "4.0 ok assign 1=100:",
                        "4.1 ok subscribe 0 2",
                        "4.2 invoke publish 0=:7,:8",
                        "4.2 ok publish 0=3:7,4:8",
                        "4.3 invoke publish 0=:-9",
                        "4.3 info publish 0=:-9 # no answer",
                        "4.4 invoke poll",
                        "4.4 ok poll 0=3:7,4:8 2=0:-1"),
                lines.stream()
                        .skip(1)
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList());
        for (final String line : lines.subList(1, lines.size())) {
            assertEquals(line, EventText.parse(line).toString());
        }
    }

    @Test
    void shouldReadAFileThatWasCutAnywhere() throws IOException {
        final List<Event> events = GoodHistory.events(3, 40);
        final Path whole = directory.resolve("whole");
        try (HistoryFile file = HistoryFile.append(whole)) {
            events.forEach(file::accept);
        }
        final byte[] bytes = Files.readAllBytes(whole);
        final Path cut = directory.resolve("cut");

        for (int length = 0; length <= bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            final int lines = lines(bytes, length);

            assertEquals(
                    describe(History.of(events.subList(0, Math.max(0, lines - 1)))),
                    describe(HistoryFile.read(cut)),
                    "length=" + length);
        }
    }

    @Test
    void shouldGoOnBehindATornLine() throws IOException {
        final Path path = directory.resolve("torn");
        Files.writeString(path, "1 0.0 invoke publish 0=:7\n2 0.0 ok publish 0=1");
        try (HistoryFile file = HistoryFile.append(path)) {
            HistoryRecorder.to(file).process(0).invokePublish(0, 8).okAt(2);
        }

        final List<Operation> operations = HistoryFile.read(path).operations();

        assertEquals(3, operations.size()); // the one that was open, the death of its process, the one behind it
        assertEquals(EventType.INFO, operations.get(0).outcome());
        assertEquals(OperationKind.CRASH, operations.get(1).kind());
        assertEquals(EventType.OK, operations.get(2).outcome());
    }

    @Test
    void shouldNameFileAndLineOfWhatIsNotAnEvent() throws IOException {
        final Path path = directory.resolve("bad");
        for (final String bad : List.of(
                "",
                "x",
                "1 0.0 invoke",
                "1 0.0 invoke publish 0=",
                "1 0.0 invoke publish 0=1",
                "1 0.0 done poll",
                "1 0.0 invoke poll x",
                "1 0 invoke poll",
                "1 0.0 invoke crash",
                "99999999999999999999 0.0 invoke poll",
                "1 0.0 invoke publish 0=-5:1",
                "1 99999999999.0 invoke poll")) {
            Files.writeString(path, "# history 1\n1 0.0 invoke poll\n" + bad + "\n");

            final IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> HistoryFile.read(path), bad);

            assertTrue(e.getMessage().startsWith("path=" + path + " line=3: "), e.getMessage());
        }
    }

    @Test
    void shouldKeepWhatAKilledProcessHadRecorded() throws Exception {
        final Path path = directory.resolve("killed");
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingMain.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (last < ACKNOWLEDGED_BEFORE_THE_KILL) {
                last = Long.parseLong(lines.readLine());
            }
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process is still there");

        final List<Operation> operations = HistoryFile.read(path).operations();

        for (int i = 0; i <= last; i++) {
            assertEquals(EventType.OK, operations.get(i).outcome());
            assertEquals(i, operations.get(i).records().get(0).offset(0));
        }
    }

    private Path[] write(final long seed, final List<Event> events) {
        final Map<Integer, HistoryFile> files = new HashMap<>();
        for (final Event event : events) {
            files.computeIfAbsent(event.process(), process -> HistoryFile.append(path(seed, process)))
                    .accept(event);
        }
        files.values().forEach(HistoryFile::close);
        return files.keySet().stream().map(process -> path(seed, process)).toArray(Path[]::new);
    }

    private Path path(final long seed, final int process) {
        return directory.resolve(seed + "-" + process);
    }

    private static List<String> describe(final History history) {
        return history.operations().stream().map(Operation::toString).toList();
    }

    private static int lines(final byte[] bytes, final int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
