/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.log.Await;
import io.taffrail.settings.EngineConfig;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersTest {
    private static final int CAPACITY = 64;
    private static final int TOPICS = 2 * CAPACITY / PartitionCounter.values().length;

    @TempDir
    Path directory;

    @Test
    void shouldUseTheRoomOfDeletedTopicsAgain() {
        final EngineConfig config =
                EngineConfig.builder().counterCapacity(CAPACITY).build();
        try (LogEngine engine = LogEngine.open(directory, config);
                CountersView view = CountersView.open(directory)) {
            engine.topics().create("kept", 1);
            publish(engine, "kept");
            Await.until("kept is counted", () -> counted(view).contains("kept-0"));
            for (int i = 0; i < TOPICS; i++) {
                final String topic = "brief" + i;
                engine.topics().create(topic, 1);
                publish(engine, topic);
                Await.until(topic + " is counted", () -> counted(view).contains(topic + "-0"));
                engine.topics().delete(topic);
                Await.until(topic + " is forgotten", () -> !counted(view).contains(topic + "-0"));
            }
            assertEquals(1, value(view, "kept-0 " + PartitionCounter.END_OFFSET.label()));
        }
    }

    private static void publish(final LogEngine engine, final String topic) {
        try (Publisher publisher = engine.publisher(topic)) {
            publisher.publish("key", "value");
        }
    }

    private static Set<String> counted(final CountersView view) {
        final Set<String> logs = new TreeSet<>();
        view.forEach((typeId, label, value) -> logs.add(label.split(" ", 2)[0]));
        return logs;
    }

    private static long value(final CountersView view, final String wanted) {
        final long[] found = {-1};
        view.forEach((typeId, label, value) -> {
            if (label.equals(wanted)) {
                found[0] = value;
            }
        });
        return found[0];
    }
}
