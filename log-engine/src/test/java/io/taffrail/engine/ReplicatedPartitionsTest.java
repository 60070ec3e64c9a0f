/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.Await;
import io.taffrail.log.BatchCursor;
import io.taffrail.log.FollowerAppender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PublishResult;
import io.taffrail.log.Replication;
import io.taffrail.partitioner.FixedPartitioner;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine some of whose partitions have replicas elsewhere. */
class ReplicatedPartitionsTest {
    private static final long TOPIC_ID = 77;

    @TempDir
    Path directory;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Two copies, the only ones: all that is published is committed. */
    private static final class Committed implements Replication {
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
    }

    @Test
    void shouldFenceReplicatedPartitionsAloneUntilTheyAreLed() throws IOException {
        for (int term = 1; term < 4; term++) {
            try (LogEngine engine = open("one")) {
                engine.topics().create("orders", 2, Map.of(), TOPIC_ID);
                try (Publisher publisher = engine.publisher("orders", inPartition(0));
                        Publisher local = engine.publisher("orders", inPartition(1))) {
                    assertEquals(PublishResult.NOT_LEADER, publisher.publish("key", "refused"));
                    assertEquals(term - 1, local.publish("key", "value"), "not replicated");

                    final long offset = 2 * (term - 1);
                    assertEquals(offset, log(engine).replica().lead(term));
                    assertEquals(offset + 1, publisher.publish("key", "value"));
                    assertEquals(offset + 2, engine.partition("orders", 0).flush());
                }
            }
        }
        assertTrue(asked.containsAll(List.of("orders-0", "orders-1")), () -> "asked=" + asked);
        assertFalse(asked.toString().contains("__"), () -> "asked=" + asked);
    }

    @Test
    void shouldTakeTheBatchesOfAnotherEngineWhenTheTopicHasTheSameId() throws IOException {
        try (LogEngine leader = open("one");
                LogEngine follower = open("two")) {
            leader.topics().create("orders", 1, Map.of(), TOPIC_ID);
            follower.topics().create("orders", 1, Map.of(), TOPIC_ID);
            log(leader).replica().lead(1);
            final FollowerAppender appender = log(follower).replica().follow();
            try (Publisher publisher = leader.publisher("orders");
                    BatchCursor batches = log(leader).replica().batches(0)) {
                publisher.publish("key", "value");

                final int length = batches.look(1_000);
                final UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
                batches.buffer().getBytes(batches.index(), bytes, 0, length);
                Await.until(() -> "the follower takes it", () -> appender.append(bytes, 0, length) == length);
            }
            try (Subscription orders = follower.subscribe("orders", StartAt.earliest())) {
                final List<String> seen = new ArrayList<>();
                orders.poll(record -> seen.add(record.offset() + record.valueAsString()), 10);
                assertEquals(List.of("1value"), seen);
            }
        }
    }

    @Test
    void shouldRefuseATopicIdThatIsReservedOrUsed() {
        final TopicDescription orders;
        try (LogEngine engine = open("one")) {
            final Topics topics = engine.topics();
            orders = topics.create("orders", 1, Map.of(), TOPIC_ID);
            assertEquals(TOPIC_ID, orders.topicId());
            assertEquals(orders, topics.create("orders", 3, Map.of(), TOPIC_ID), "asked for again");
            topics.create("gone", 1, Map.of(), TOPIC_ID + 1);
            topics.delete("gone");
            assertRefused(topics, IllegalArgumentException.class, "new", 0, "reserved");
            assertRefused(topics, IllegalArgumentException.class, "new", 1, "reserved");
            assertRefused(topics, IllegalArgumentException.class, "__new", 5, "__new");
            assertUsed(topics);
        }
        try (LogEngine engine = open("one")) {
            assertUsed(engine.topics());
            assertEquals(List.of(orders), engine.topics().list());
        }
    }

    private static void assertUsed(final Topics topics) {
        assertRefused(topics, EngineException.class, "new", TOPIC_ID, "belongs to another topic");
        assertRefused(topics, EngineException.class, "new", TOPIC_ID + 1, "never used again");
        assertRefused(topics, EngineException.class, "orders", TOPIC_ID + 2, "topicId=" + TOPIC_ID + ",");
    }

    private static void assertRefused(
            final Topics topics,
            final Class<? extends Exception> type,
            final String name,
            final long topicId,
            final String part) {
        final Exception ex = assertThrows(type, () -> topics.create(name, 1, Map.of(), topicId));
        assertTrue(ex.getMessage().contains(part), ex::getMessage);
    }

    private LogEngine open(final String name) {
        final EngineConfig config = EngineConfig.builder().maxBlockMs(10_000).build();
        return LogEngine.open(directory.resolve(name), config, (topic, partition) -> {
            asked.add(topic + "-" + partition);
            return partition == 0 ? new Committed() : Replication.NONE;
        });
    }

    private static PartitionLog log(final LogEngine engine) {
        return engine.partition("orders", 0).log();
    }

    private static PublisherConfig inPartition(final int partition) {
        return PublisherConfig.defaults().withPartitioner(() -> new FixedPartitioner(partition));
    }
}
