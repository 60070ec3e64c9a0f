/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void shouldSeeTopicsAsTheyChangeWhileAnEngineOwnsThem() {
        try (LogEngine engine = LogEngine.open(directory);
                LogDirectory reader = LogDirectory.open(directory)) {
            assertEquals(List.of(), reader.listTopics());

            engine.topics().create("orders", 2, Map.of("retention.ms", "5000"));
            assertEquals(2, reader.describeTopic("orders").partitions());
            assertEquals(
                    Map.of("retention.ms", "5000"),
                    reader.describeTopic("orders").overrides());

            engine.topics().alter("orders", Map.of("segment.bytes", "65536"), Set.of("retention.ms"));
            engine.topics().addPartitions("orders", 3);
            assertEquals(engine.describeTopic("orders"), reader.describeTopic("orders"));

            engine.topics().delete("orders");
            assertEquals(List.of(), reader.listTopics());
        }
    }

    @Test
    void shouldFollowWhatIsPublishedOverManySegments() {
        final int records = 5000;
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1, Map.of("segment.bytes", "65536"));
            try (LogDirectory reader = LogDirectory.open(directory);
                    Subscription orders = reader.subscribe("orders", StartAt.earliest());
                    Publisher publisher = engine.publisher("orders")) {
                final List<String> seen = new ArrayList<>();
                for (int i = 0; i < records; i++) {
                    publisher.publish(null, "value" + i);
                    if (i % 100 == 0) {
                        orders.poll(record -> seen.add(record.valueAsString()), 1000);
                    }
                }
                while (seen.size() < records) {
                    orders.poll(record -> seen.add(record.valueAsString()), 1000);
                }

                for (int i = 0; i < records; i++) {
                    assertEquals("value" + i, seen.get(i));
                }
            }
        }
    }

    @Test
    void shouldReadWhatAnEngineLeft() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 2);
            try (Publisher publisher = engine.publisher("orders")) {
                for (int i = 0; i < 100; i++) {
                    publisher.publish("key" + i, "value" + i);
                }
            }
        }

        final LogDirectory reader = LogDirectory.open(directory);
        final Subscription orders = reader.subscribe("orders", StartAt.earliest());
        final PartitionOffsets first = reader.offsets("orders", 0);
        final PartitionOffsets second = reader.offsets("orders", 1);
        reader.close();
        final int[] count = new int[1];
        while (count[0] < 100) {
            orders.poll(record -> count[0]++, 1000);
        }
        orders.close();

        assertEquals(100, first.endOffset() + second.endOffset());
        assertEquals(first.endOffset(), first.durableOffset());
    }

    @Test
    void shouldNameWhatIsWrong() throws IOException {
        assertMessage("not a taffrail data directory", () -> LogDirectory.open(directory));
        LogEngine.open(directory).close();
        try (LogDirectory reader = LogDirectory.open(directory)) {
            assertMessage("unknown topic: topic=orders", () -> reader.describeTopic("orders"));
            assertMessage("unknown topic: topic=orders", () -> reader.subscribe("orders", StartAt.latest()));
        }
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1);
        }
        try (LogDirectory reader = LogDirectory.open(directory)) {
            assertMessage("unknown partition", () -> reader.offsets("orders", 1));
            assertMessage(
                    "unknown partition",
                    () -> reader.subscribe(
                            "orders",
                            StartAt.latest(),
                            SubscriptionConfig.defaults().withPartitions(7)));
        }
        Files.writeString(directory.resolve("taffrail.format"), "taffrail data directory, format version 1b\n");
        assertMessage("another format", () -> LogDirectory.open(directory));
    }

    @Test
    void shouldTellWhoOwnsItAndLeaveTheLockAlone() {
        try (LogEngine engine = LogEngine.open(directory)) {
            for (int i = 0; i < 3; i++) {
                final long pid = LogDirectory.ownerPid(directory).orElse(-1);

                assertEquals(ProcessHandle.current().pid(), pid, () -> "engine=" + engine);
            }
        }
        assertTrue(LogDirectory.ownerPid(directory).isEmpty());
        assertTrue(LogDirectory.ownerPid(directory.resolve("none")).isEmpty());
    }

    @Test
    void shouldTellTheErrorsOfAnEngine() throws IOException {
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(List.of(), ErrorLog.read(directory));
        }
        final Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            final byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Files.write(directory.resolve("errors"), bytes);
            try {
                ErrorLog.read(directory);
            } catch (final EngineException ex) {
                assertTrue(ex.getMessage().contains("not an error log"), ex::getMessage);
            }
        }
        Files.delete(directory.resolve("errors"));
        assertEquals(List.of(), ErrorLog.read(directory));
    }

    private static void assertMessage(final String expected, final org.junit.jupiter.api.function.Executable call) {
        final EngineException ex = assertThrows(EngineException.class, call);
        assertTrue(ex.getMessage().contains(expected), ex::getMessage);
    }
}
