/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random damage; run again with {@code -Dtaffrail.seed=N}. */
@Timeout(60)
class LogInspectorFuzzTest {
    private final long seed = Long.getLong("taffrail.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path temporary;

    private Path partition;

    @BeforeEach
    void createLog() {
        partition = InspectedLog.closed(temporary.resolve("d"), 700);
    }

    @Test
    void shouldFindEveryByteOfASegmentThatChanged() throws IOException {
        for (int i = 0; i < 40; i++) {
            final var files = InspectedLog.files(partition, ".log");
            final Path file = files.get(random.nextInt(files.size()));
            final int position = random.nextInt((int) Files.size(file));
            final int mask = 1 << random.nextInt(8);
            if (isDurableMark(position)) {
                continue;
            }
            InspectedLog.flip(file, position, mask);

            final InspectedLog seen = InspectedLog.of(partition);

            assertFalse(seen.damages().isEmpty(), () -> "seed=" + seed + " file=" + file + " position=" + position);
            InspectedLog.flip(file, position, mask);
        }
    }

    @Test
    void shouldFindEveryByteOfAManifestThatChanged() throws IOException {
        final Path file = partition.resolve("manifest");
        for (int i = 0; i < 10; i++) {
            final int position = random.nextInt((int) Files.size(file));
            InspectedLog.flip(file, position, 0x10);

            final InspectedLog seen = InspectedLog.of(partition);

            assertFalse(seen.damages().isEmpty(), () -> "seed=" + seed + " position=" + position);
            InspectedLog.flip(file, position, 0x10);
        }
    }

    @Test
    void shouldSurviveAnyContentOfAnyFile() throws IOException {
        for (int i = 0; i < 10; i++) {
            for (final Path file : InspectedLog.files(partition, "")) {
                if (random.nextInt(3) == 0) {
                    final byte[] bytes = Files.readAllBytes(file);
                    final int from = bytes.length == 0 ? 0 : random.nextInt(Math.min(bytes.length, 6000));
                    for (int at = from; at < bytes.length && at < from + 200; at++) {
                        bytes[at] = (byte) random.nextInt();
                    }
                    Files.write(file, random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, from) : bytes);
                }
            }

            InspectedLog.of(partition);
        }
    }

    private static boolean isDurableMark(final int position) {
        return position >= LogFormat.DURABLE_MARK_SLOT_0 && position < LogFormat.DURABLE_MARK_SLOT_0 + 40
                || position >= LogFormat.DURABLE_MARK_SLOT_1 && position < LogFormat.DURABLE_MARK_SLOT_1 + 40;
    }
}
