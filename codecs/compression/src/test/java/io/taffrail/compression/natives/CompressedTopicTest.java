/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.RecordDraft;
import io.taffrail.settings.CompressionType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A topic under each {@code compression.type}. */
class CompressedTopicTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldReadBackWhatWasPublished(final CompressionType type) {
        final List<String> expected = new ArrayList<>();
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("lines", 1, Map.of("compression.type", type.text()));
            try (Publisher publisher = engine.publisher("lines");
                    Subscription lines = engine.subscribe("lines", StartAt.earliest())) {
                for (int i = 0; i < 50; i++) {
                    final BatchDraft batch = new BatchDraft();
                    for (int j = 0; j <= i; j++) {
                        final String line = "line " + j + " of batch " + i;
                        batch.add(new RecordDraft().key("key".getBytes()).value(line.getBytes()));
                        expected.add(line);
                    }
                    assertTrue(publisher.publish(batch) >= 0);
                }
                final List<String> found = new ArrayList<>();
                while (lines.poll(record -> found.add(record.valueAsString()), 1_000) > 0) {
                    // until there are no more
                }
                assertEquals(expected, found);
            }
        }
    }
}
