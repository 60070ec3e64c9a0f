/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.taffrail.log.CorruptLogException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bit of the committed frames of a log that was closed cleanly, flipped one by one: always noticed, never delivered. */
class BitFlipTest {
    private static final int HEADER = 4096;
    private static final int RECORDS = 12;

    @TempDir
    Path directory;

    @Test
    void shouldNameEveryFlippedBitOfCommittedFrames() throws IOException {
        final int end = publish();
        final Path segment = segment();
        final List<String> expected = read();
        assertEquals(RECORDS, expected.size());

        int flips = 0;
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            for (int position = HEADER; position < end; position++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    flip(file, position, bit);
                    assertNoticed(expected, position, bit);
                    flip(file, position, bit);
                    flips++;
                }
            }
        }

        assertEquals((end - HEADER) * Byte.SIZE, flips);
        assertEquals(expected, read());
    }

    private int publish() {
        int end = HEADER;
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("flips", 1);
            try (Publisher publisher = engine.publisher("flips")) {
                for (int i = 0; i < RECORDS; i++) {
                    publisher.publish(i % 3 == 0 ? "key-" + i : null, "value-" + "x".repeat(i * 7));
                    final int length = 64 + 24 + 6 + i * 7 + (i % 3 == 0 ? ("key-" + i).length() : 0);
                    end += (length + 63) & -64;
                }
            }
        }
        return end;
    }

    private void assertNoticed(final List<String> expected, final int position, final int bit) {
        final List<String> delivered = new ArrayList<>();
        try {
            readInto(delivered);
            fail("not noticed: position=" + position + " bit=" + bit + " delivered=" + delivered.size());
        } catch (final CorruptLogException ex) {
            assertTrue(
                    ex.position() <= position && position < ex.position() + 1024,
                    () -> "flipped position=" + position + " bit=" + bit + " named " + ex.getMessage());
        }
        assertEquals(expected.subList(0, delivered.size()), delivered, () -> "position=" + position + " bit=" + bit);
    }

    private List<String> read() {
        final List<String> records = new ArrayList<>();
        readInto(records);
        return records;
    }

    private void readInto(final List<String> records) {
        try (LogDirectory log = LogDirectory.open(directory);
                Subscription flips = log.subscribe("flips", StartAt.earliest())) {
            int polled;
            do {
                polled = flips.poll(record -> records.add(record.keyAsString() + "=" + record.valueAsString()), 100);
            } while (polled > 0);
        }
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("flips-0"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(final RandomAccessFile file, final int position, final int bit) throws IOException {
        file.seek(position);
        final int present = file.read();
        file.seek(position);
        file.write(present ^ 1 << bit);
    }
}
