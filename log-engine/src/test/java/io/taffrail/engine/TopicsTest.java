/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @TempDir
    Path directory;

    @Test
    void shouldKeepEverythingWhenRestarted() {
        final List<TopicDescription> before;
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("a", 1);
            engine.topics().create("b", 3, Map.of("retention.ms", "1000", "segment.bytes", "65536"));
            engine.topics().create("gone", 2);
            engine.topics().addPartitions("b", 5);
            engine.topics().alter("b", Map.of("flush.ms", "7"), Set.of("retention.ms"));
            engine.topics().alterDefaults(Map.of("retention.bytes", "123456"), Set.of());
            engine.topics().delete("gone");
            before = engine.topics().list();
        }
        for (int round = 0; round < 2; round++) {
            try (LogEngine engine = LogEngine.open(directory)) {
                assertEquals(before, engine.topics().list());
                assertEquals(123_456, engine.topics().describe("a").settings().retentionBytes());
                assertEquals(5, engine.topics().describe("b").partitions());
                assertEquals(
                        Map.of("flush.ms", "7", "segment.bytes", "65536"),
                        engine.topics().describe("b").overrides());
                assertFalse(engine.topics().exists("gone"));
            }
        }
    }

    @Test
    void shouldFinishADeletionThatACrashCutShortAndLeaveUnknownDirectoriesAlone() throws IOException {
        final Path deleted = directory.resolve("gone-0");
        final Path kept = directory.resolve("kept-0");
        final Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
        final Path keptCopy = directory.resolveSibling(directory.getFileName() + "-kept");
        try (LogEngine engine = LogEngine.open(directory)) {
            for (final String topic : List.of("gone", "kept")) {
                engine.topics().create(topic, 1);
                try (Publisher publisher = engine.publisher(topic)) {
                    assertEquals(0, publisher.publish("key", "value"));
                }
            }
            copy(deleted, copy);
            copy(kept, keptCopy);
            engine.topics().delete("gone");
        }
        final Path unknown = directory.resolve("gone-7");
        Files.move(copy, deleted);
        Files.move(keptCopy, unknown);

        try (LogEngine engine = LogEngine.open(directory)) {
            assertFalse(Files.exists(deleted));
            assertTrue(Files.exists(unknown.resolve("control")), "its log id is that of no deleted topic");
            final List<ErrorLog.Entry> errors = ErrorLog.read(directory);
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(errors.get(0).text().contains("no topic has this directory: dir=" + unknown + " logId="));
            assertEquals(1, engine.offsets("kept", 0).endOffset());
        }
    }

    @Test
    void shouldCreateNothingOverFilesOfSomebodyElse() throws IOException {
        final Path foreign = directory.resolve("orders-1").resolve("notes");
        try (LogEngine engine = LogEngine.open(directory)) {
            Files.createDirectory(foreign.getParent());
            Files.writeString(foreign, "mine");
            final EngineException refusal =
                    assertThrows(EngineException.class, () -> engine.topics().create("orders", 2));
            assertTrue(refusal.getMessage().contains("orders-1 belongs to no topic"), refusal.getMessage());
            assertFalse(engine.topics().exists("orders"));

            engine.topics().create("orders", 1);
            assertThrows(EngineException.class, () -> engine.topics().addPartitions("orders", 2));
            assertEquals(1, engine.topics().describe("orders").partitions());
        }
        assertEquals("mine", Files.readString(foreign));
    }

    @Test
    void shouldStartAtZeroWhenDeletedAndCreatedAgain() {
        try (LogEngine engine = LogEngine.open(directory)) {
            for (int round = 0; round < 5; round++) {
                engine.topics().create("again", 2, Map.of("segment.bytes", "65536"));
                final Publisher publisher = engine.publisher("again");
                final Subscription reader = engine.subscribe("again", StartAt.earliest());
                assertEquals(0, reader.poll(record -> {}, 10));
                for (int i = 0; i < 3_000; i++) {
                    assertTrue(publisher.publish(null, "round" + round) >= 0);
                }
                assertEquals(
                        3_000,
                        engine.offsets("again", 0).endOffset()
                                + engine.offsets("again", 1).endOffset());
                reader.poll(record -> assertEquals("none", record.valueAsString()), 0);
                engine.topics().delete("again");

                assertEquals(PublishResult.CLOSED, publisher.publish(null, "late"));
                assertFalse(engine.topics().exists("again"));
                assertThrows(EngineException.class, () -> engine.publisher("again"));
                publisher.close();
                reader.close();
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenDeleted() throws IOException {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("deleted", 3);
            try (Publisher publisher = engine.publisher("deleted")) {
                publisher.publish(null, "value");
            }
            engine.topics().delete("deleted");
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(
                        List.of(),
                        files.map(Path::getFileName)
                                .map(Path::toString)
                                .filter(name -> name.startsWith("deleted"))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 224, 225, 230, 249})
    void shouldCreateUseAndDeleteATopicWithALongName(final int length) {
        final String name = "n".repeat(length);
        for (int round = 0; round < 2; round++) {
            try (LogEngine engine = LogEngine.open(directory)) {
                engine.topics().create(name, 2);
                try (Publisher publisher = engine.publisher(name)) {
                    assertEquals(0, publisher.publish("key", "value"));
                }
                engine.topics().delete(name);
                assertFalse(engine.topics().exists(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "__metadata", "__consumer_offsets", "a\0b", "-/.."})
    void shouldRefuseNamesThatAreNotATopics(final String name) {
        try (LogEngine engine = LogEngine.open(directory)) {
            assertThrows(IllegalArgumentException.class, () -> engine.topics().create(name, 1));
            assertThrows(IllegalArgumentException.class, () -> engine.topics().create("n".repeat(250), 1));
            assertEquals(List.of(), engine.topics().list());
        }
    }

    @Test
    void shouldRefuseWhatCannotBeAndChangeNothing() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("topic", 2);
            final TopicDescription before = engine.topics().describe("topic");

            assertThrows(EngineException.class, () -> engine.topics().create("topic", 1));
            assertThrows(IllegalArgumentException.class, () -> engine.topics().create("other", 0));
            assertThrows(IllegalArgumentException.class, () -> engine.topics()
                    .create("other", 1, Map.of("retention.msx", "1")));
            assertThrows(IllegalArgumentException.class, () -> engine.topics()
                    .create("other", 1, Map.of("retention.ms", "soon")));
            assertThrows(IllegalArgumentException.class, () -> engine.topics().addPartitions("topic", 2));
            assertThrows(IllegalArgumentException.class, () -> engine.topics().addPartitions("topic", 1));
            assertThrows(IllegalArgumentException.class, () -> engine.topics()
                    .alter("topic", Map.of("segment.bytes", "1"), Set.of()));
            assertThrows(EngineException.class, () -> engine.topics().delete("unknown"));
            assertThrows(EngineException.class, () -> engine.topics().delete("__metadata"));
            assertThrows(EngineException.class, () -> engine.topics().describe("unknown"));
            assertThrows(EngineException.class, () -> engine.partition("topic", 2));
            assertThrows(
                    EngineException.class,
                    () -> engine.subscribe(
                            "topic",
                            StartAt.earliest(),
                            SubscriptionConfig.defaults().withPartitions(7)));

            assertEquals(List.of(before), engine.topics().list());
        }
    }

    @Test
    void shouldNotTouchTopicsWhoseNamesLookLikePartitionsOfOthers() {
        try (LogEngine engine = LogEngine.open(directory)) {
            for (final String name : List.of("a", "a-1", "a-1-0", "a.deleted", "a-0.deleted")) {
                engine.topics().create(name, 2);
                try (Publisher publisher = engine.publisher(name)) {
                    publisher.publish("key", name);
                }
            }
            engine.topics().delete("a");
            engine.topics().create("a", 3);
        }
        try (LogEngine engine = LogEngine.open(directory)) {
            for (final String name : List.of("a-1", "a-1-0", "a.deleted", "a-0.deleted")) {
                final int[] seen = new int[1];
                try (Subscription all = engine.subscribe(name, StartAt.earliest())) {
                    while (all.poll(
                                    record -> {
                                        assertEquals(name, record.valueAsString());
                                        seen[0]++;
                                    },
                                    10)
                            > 0) {
                        continue;
                    }
                }
                assertEquals(1, seen[0], name);
            }
        }
    }

    @Test
    void shouldAddPartitionsWhileAPublisherPublishes() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("growing", 1);
            try (Publisher publisher = engine.publisher("growing")) {
                final byte[] value = "value".getBytes(StandardCharsets.UTF_8);
                for (int partitions = 2; partitions < 40; partitions++) {
                    assertTrue(publisher.publish(value) >= 0);
                    engine.topics().addPartitions("growing", partitions);
                    for (int i = 0; i < 50; i++) {
                        assertTrue(publisher.publish(("key" + i).getBytes(StandardCharsets.UTF_8), value) >= 0);
                        assertTrue(publisher.lastPartition() < partitions);
                    }
                }
            }
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
