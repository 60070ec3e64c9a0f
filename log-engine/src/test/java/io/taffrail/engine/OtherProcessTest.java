/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM reads while this one publishes, rolls and deletes. */
class OtherProcessTest {
    private static final int RECORDS = 100_000;

    @TempDir
    Path directory;

    @Test
    void shouldReadEachRecordOnceWhileAnotherProcessPublishes() throws Exception {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(PublishingMain.TOPIC, 1, Map.of("segment.bytes", "65536"));
            try (ChildJvm child = ChildJvm.start(ReadingMain.class, directory, RECORDS)) {
                child.awaitLine("reading");
                publish(engine);
                assertEquals("read " + RECORDS, child.awaitLine("read "));
                child.end();
            }
        }
    }

    @Test
    void shouldBeToldWhatWasLostWhenItIsTooSlow() throws Exception {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics()
                    .create(PublishingMain.TOPIC, 1, Map.of("segment.bytes", "65536", "retention.bytes", "100000"));
            try (ChildJvm child = ChildJvm.start(ReadingMain.class, directory, RECORDS)) {
                child.awaitLine("reading");
                publish(engine);
                assertEquals("read " + RECORDS, child.awaitLine("read "), "read and lost records together");
                child.end();
            }
        }
    }

    private static void publish(final LogEngine engine) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[200]);
        try (Publisher publisher = engine.publisher(PublishingMain.TOPIC)) {
            for (int i = 0; i < RECORDS; i++) {
                final int length = PublishingMain.fill(value, 0, i, i % 100);
                assertEquals(i, publisher.publish(value, 0, length));
            }
        }
    }
}
