/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.CompressionType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine by itself has gzip only. */
class CompressionSettingTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseACompressionThatNobodyCanDo() {
        try (LogEngine engine = LogEngine.open(directory)) {
            final Topics topics = engine.topics();
            refused(() -> topics.create("a", 1, Map.of("compression.type", "zstd")));
            assertFalse(engine.hasTopic("a"));
            topics.create("a", 1, Map.of("compression.type", "gzip"));
            refused(() -> topics.alter("a", Map.of("compression.type", "lz4"), Set.of()));
            refused(() -> topics.alterDefaults(Map.of("compression.type", "snappy"), Set.of()));
            assertEquals(CompressionType.GZIP, topics.describe("a").settings().compressionType());
        }
    }

    private static void refused(final Runnable action) {
        final String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains("taffrail-compression"), message);
    }
}
