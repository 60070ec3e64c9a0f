/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupting a thread that publishes or polls closes nobody's files, and the thread keeps its flag. */
class InterruptTest {
    private static final int RECORDS = 20_000;

    @TempDir
    Path directory;

    @Test
    void shouldPublishAndPollOnAnInterruptedThread() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("ticks", 1, Map.of("segment.bytes", "65536"));
            try (Publisher publisher = engine.publisher("ticks")) {
                final UnsafeBuffer value = new UnsafeBuffer(new byte[200]);
                Thread.currentThread().interrupt();
                for (int i = 0; i < RECORDS; i++) {
                    while (publisher.publish(value, 0, 200) < 0) {
                        Thread.onSpinWait();
                    }
                }
                assertEquals(RECORDS, readAll(engine));
                assertTrue(Thread.interrupted(), "the flag is kept");
                assertEquals(RECORDS, readAll(engine));
                assertEquals(RECORDS, publisher.publish(value, 0, 200));
            }
        }
    }

    /** From the first segment, which is cold by now, to the last one, which is mapped. */
    private static int readAll(final LogEngine engine) {
        final int[] count = new int[1];
        try (Subscription ticks = engine.subscribe("ticks", StartAt.earliest())) {
            while (ticks.poll(record -> count[0]++, 1000) > 0) {
                continue;
            }
        }
        return count[0];
    }
}
