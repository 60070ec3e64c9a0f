/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.CompactionResult;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.log.Replication;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine compacts by itself, on a thread of its own or where it is invoked, and when it is told to. */
@Timeout(60)
class CleanerTest {
    private static final int KEYS = 50;
    private static final int RECORDS = 3_000;
    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "segment.bytes", "65536", "min.cleanable.dirty.ratio", "0.1");

    @TempDir
    Path directory;

    private static EngineConfig config(final Threading threading) {
        return EngineConfig.builder()
                .threading(threading)
                .cleanerBackoffMs(10)
                .cleanerDedupeBufferSize(1 << 20)
                .build();
    }

    @Test
    void shouldCompactInAThreadOfItsOwn() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            assertFalse(isCleanerThere(), "no topic is compacted");
            engine.topics().create("prices", 1, COMPACTED);

            publish(engine, "prices");
            await(() -> records(engine, "prices") < RECORDS / 2);

            assertEquals(newest(), read(engine, "prices"));
            assertTrue(isCleanerThere());
        }
        assertFalse(isCleanerThere());
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            assertEquals(newest(), read(engine, "prices"));
        }
    }

    @Test
    void shouldCompactWhereItIsInvoked() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.INVOKER))) {
            engine.topics().create("prices", 1, COMPACTED);

            publish(engine, "prices");
            await(() -> {
                engine.doWork();
                return records(engine, "prices") < RECORDS / 2;
            });

            assertEquals(newest(), read(engine, "prices"));
            assertFalse(isCleanerThere());
        }
    }

    @Test
    void shouldBeginWhenATopicIsChanged() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            engine.topics().create("prices", 1, Map.of("segment.bytes", "65536"));
            publish(engine, "prices");

            engine.topics().alter("prices", COMPACTED, Set.of());

            await(() -> records(engine, "prices") < RECORDS / 2);
            assertEquals(newest(), read(engine, "prices"));
        }
    }

    @Test
    void shouldCompactWhenAsked() {
        try (LogEngine engine = LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.THREADS).build())) {
            engine.topics().create("prices", 1, COMPACTED);
            publish(engine, "prices");
            final PartitionHandle partition = engine.partition("prices", 0);

            await(() -> partition.compact(true).segmentsBefore() > 5);
            final CompactionResult wouldBe = partition.compact(true);
            assertEquals(RECORDS, records(engine, "prices"), "a dry run changes nothing");
            final CompactionResult result = partition.compact(false);

            assertEquals(wouldBe, result);
            assertEquals(RECORDS - result.recordsDropped(), records(engine, "prices"));
            assertTrue(result.bytesAfter() < result.bytesBefore() / 2, result.toString());
            assertEquals(newest(), read(engine, "prices"));
        }
    }

    @Test
    void shouldSayWhyItDoesNotCompact() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            engine.topics().create("trades", 1);

            final IllegalStateException ex =
                    assertThrows(IllegalStateException.class, () -> engine.partition("trades", 0)
                            .compact(false));

            assertTrue(ex.getMessage().contains("trades-0: its cleanup.policy is delete"), ex.getMessage());
        }
    }

    @Test
    void shouldLeaveReplicatedLogsAlone() {
        final Replication copies = new Replication() {
            @Override
            public long highWatermark() {
                return Long.MAX_VALUE;
            }

            @Override
            public long appendLimitBytes() {
                return Long.MAX_VALUE;
            }

            @Override
            public long refusal() {
                return 0;
            }

            @Override
            public long keptFrom() {
                return OWN_RETENTION;
            }

            @Override
            public boolean isReplicated() {
                return true;
            }
        };
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS), (topic, partition) -> copies)) {
            engine.topics().create("prices", 1, COMPACTED);

            final IllegalStateException ex =
                    assertThrows(IllegalStateException.class, () -> engine.partition("prices", 0)
                            .compact(false));

            assertTrue(ex.getMessage().contains("prices-0: it has replicas"), ex.getMessage());
            await(() -> errors().stream().anyMatch(error -> error.contains("prices-0 is not compacted")));
        }
    }

    @Test
    void shouldRefuseRecordsWithoutKeyWhereTheyAreCompacted() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            engine.topics().create("prices", 1, COMPACTED);
            try (Publisher publisher = engine.publisher("prices");
                    Publisher idempotent = engine.publisher(
                            "prices", PublisherConfig.defaults().withIdempotence())) {
                final Claim claim = new Claim();
                final UnsafeBuffer value = new UnsafeBuffer(new byte[10]);
                for (final Publisher each : new Publisher[] {publisher, idempotent}) {
                    assertEquals(PublishResult.INVALID_RECORD, each.publish(value, 0, 10));
                    assertEquals(PublishResult.INVALID_RECORD, each.publish((byte[]) null, new byte[3]));
                    assertEquals(PublishResult.INVALID_RECORD, each.publish(new RecordDraft().value(new byte[3])));
                    assertEquals(PublishResult.INVALID_RECORD, each.tryClaim(10, claim));
                    assertEquals(
                            PublishResult.INVALID_RECORD,
                            each.publish(new BatchDraft()
                                    .add(new RecordDraft().key(new byte[1]))
                                    .add(value, 0, 10)));
                    assertTrue(
                            each.publish(new byte[0], null) >= 0, "an empty key is one, and a tombstone is a record");
                    assertTrue(each.publish(new BatchDraft().add(new RecordDraft().key(new byte[1]))) >= 0);
                    assertTrue(each.tryClaim(new RecordDraft().key(new byte[1]), 10, claim) >= 0);
                    claim.abort();
                }
                engine.topics().alter("prices", Map.of("cleanup.policy", "delete"), Set.of());
                assertTrue(publisher.publish(value, 0, 10) >= 0);
            }
        }
    }

    @Test
    void shouldLetGoOfATopicThatIsDeleted() {
        try (LogEngine engine = LogEngine.open(directory, config(Threading.THREADS))) {
            for (int round = 0; round < 5; round++) {
                engine.topics().create("prices", 1, COMPACTED);
                publish(engine, "prices");
                engine.topics().delete("prices");
            }
        }
        assertEquals(List.of(), errors());
    }

    private List<String> errors() {
        return ErrorLog.read(directory).stream().map(Object::toString).toList();
    }

    private static boolean isCleanerThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("taffrail-cleaner"));
    }

    private static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) { // the test's timeout ends it
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void publish(final LogEngine engine, final String topic) {
        try (Publisher publisher = engine.publisher(topic)) {
            for (int i = 0; i < RECORDS; i++) {
                final long offset = publisher.publish("key" + i % KEYS, "value" + i);
                assertTrue(offset >= 0, () -> PublishResult.describe(offset));
            }
        }
    }

    private static Map<String, String> newest() {
        final Map<String, String> newest = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            newest.put("key" + i % KEYS, "value" + i);
        }
        return newest;
    }

    private static int records(final LogEngine engine, final String topic) {
        final int[] count = new int[1];
        try (Subscription subscription = engine.subscribe(topic, StartAt.earliest())) {
            while (subscription.poll(record -> count[0]++, 1_000) > 0) {
                continue;
            }
        }
        return count[0];
    }

    private static Map<String, String> read(final LogEngine engine, final String topic) {
        final Map<String, String> found = new TreeMap<>();
        try (Subscription subscription = engine.subscribe(topic, StartAt.earliest())) {
            while (subscription.poll(
                            record ->
                                    found.put(new String(record.key(), StandardCharsets.UTF_8), record.valueAsString()),
                            1_000)
                    > 0) {
                continue;
            }
        }
        return found;
    }
}
