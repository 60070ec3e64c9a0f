/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogEngineTest {
    @TempDir
    Path directory;

    @Test
    void shouldReadWhatWasPublished() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1);
            final List<String> seen = new ArrayList<>();
            try (Publisher publisher = engine.publisher("orders");
                    Subscription orders = engine.subscribe("orders", StartAt.earliest())) {
                for (int i = 0; i < 100_000; i++) {
                    final long result = publisher.publish("key" + i, "value" + i);
                    assertTrue(result == i, () -> PublishResult.describe(result));
                }
                while (seen.size() < 100_000) {
                    orders.poll(record -> seen.add(record.keyAsString() + "=" + record.valueAsString()), 1000);
                }
            }
            for (int i = 0; i < 100_000; i++) {
                assertEquals("key" + i + "=value" + i, seen.get(i));
            }
        }
    }

    @Test
    void shouldReadAfterReopening() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 2);
            try (Publisher publisher = engine.publisher("orders")) {
                for (int i = 0; i < 10_000; i++) {
                    publisher.publish("key" + i, "value" + i);
                }
            }
        }

        try (LogEngine engine = LogEngine.open(directory);
                Subscription orders = engine.subscribe("orders", StartAt.earliest())) {
            final int[] count = new int[1];
            int polled;
            do {
                polled = orders.poll(record -> count[0]++, 1000);
            } while (polled > 0);

            assertEquals(10_000, count[0]);
        }
    }
}
