/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that a newer version wrote is refused by name, with both versions, and nothing is changed. */
@Timeout(60)
class NewerFormatTest {
    private static final String PARTITION = GoldenFiles.TOPIC + "-0";
    private static final int VERSION_AT = 8;
    private static final int MESSAGE_VERSION_AT = 6;
    private static final int CRC_LENGTH = 4;

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void unpack() throws IOException {
        directory = GoldenFiles.unpack(1, "closed", temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"taffrail.format", "checkpoint", "control", "manifest", "first", "last"})
    void shouldNotOpenTheDirectory(final String what) throws IOException {
        final Path file = makeNewer(what, "__metadata-0");
        final Map<String, String> before = contents(directory);

        assertRefused(file, () -> LogEngine.open(directory).close());

        assertEquals(before, contents(directory));
        if (!what.equals("checkpoint")) {
            assertRefused(file, () -> LogDirectory.open(directory).listTopics());
            assertEquals(before, contents(directory));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"control", "manifest", "first", "last"})
    void shouldNotUseThePartition(final String what) throws IOException {
        final Path file = makeNewer(what, PARTITION);
        final Map<String, String> before = contents(directory.resolve(PARTITION));

        try (LogEngine engine = LogEngine.open(directory);
                Publisher refused = engine.publisher(GoldenFiles.TOPIC);
                Publisher publisher = engine.publisher("empty")) {
            assertRefused(file, () -> GoldenFiles.read(engine));
            assertRefused(file, () -> engine.offsets(GoldenFiles.TOPIC, 0));
            assertEquals(PublishResult.FAILED, refused.publish(new byte[1]));
            assertTrue(publisher.publish(new byte[1]) >= 0, "other topics work");
        }
        try (LogDirectory reader = LogDirectory.open(directory)) {
            assertRefused(file, () -> GoldenFiles.read(reader));
        }

        assertEquals(before, contents(directory.resolve(PARTITION)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"control", "manifest", "first", "last"})
    void shouldNotRecoverThePartition(final String what) throws IOException {
        final Path file = makeNewer(what, PARTITION);
        Files.delete(directory.resolve("checkpoint"));
        final Map<String, String> before = contents(directory.resolve(PARTITION));

        assertRefused(file, () -> LogEngine.open(directory).close());

        assertEquals(before, contents(directory.resolve(PARTITION)));
    }

    @Test
    void shouldInspectTheRestOfThePartition() throws IOException {
        final Path file = makeNewer("last", PARTITION);

        final InspectedLog seen = InspectedLog.of(directory.resolve(PARTITION));

        assertTrue(
                seen.damages().stream()
                        .anyMatch(finding -> finding.path().equals(file)
                                && finding.message().contains("formatVersion=2 supported=1")),
                seen.findings::toString);
        assertTrue(seen.records() > 0, "records of the other segments");
    }

    private static void assertRefused(final Path file, final Executable call) {
        final NewerFormatException ex = assertThrows(NewerFormatException.class, call);
        assertTrue(ex.getMessage().contains("file=" + file + " formatVersion=2 supported=1"), ex::getMessage);
    }

    /** What an engine keeps for longer than it runs. */
    private static Map<String, String> contents(final Path directory) throws IOException {
        final Map<String, String> contents = GoldenFiles.contents(directory);
        contents.keySet().removeAll(GoldenFilesMain.LEFT_OUT);
        return contents;
    }

    private Path makeNewer(final String what, final String partition) throws IOException {
        final Path file =
                switch (what) {
                    case "taffrail.format", "checkpoint" -> directory.resolve(what);
                    case "control", "manifest" -> directory.resolve(partition).resolve(what);
                    case "first" ->
                        InspectedLog.files(directory.resolve(partition), ".log").get(0);
                    default -> {
                        final var all = InspectedLog.files(directory.resolve(partition), ".log");
                        yield all.get(all.size() - 1);
                    }
                };
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (what) {
            case "taffrail.format" -> bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('1')] = '2';
            case "checkpoint", "manifest" -> {
                buffer.putShort(MESSAGE_VERSION_AT, (short) 2);
                final CRC32C crc = new CRC32C();
                crc.update(bytes, 0, bytes.length - CRC_LENGTH);
                buffer.putInt(bytes.length - CRC_LENGTH, (int) crc.getValue());
            }
            default -> buffer.putInt(VERSION_AT, 2);
        }
        Files.write(file, bytes);
        return file;
    }
}
