/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.model.TopicPartition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the work of a record is done when its consumer dies at any moment: at most once, at least once, exactly once.
 * The work is what outlives the consumer: a list. A death is an exception at a random place, after which a new consumer
 * of the same group goes on.
 */
class DeliveryTest {
    private static final String TOPIC = "orders";
    private static final int RECORDS = 2_000;
    private static final int EVERY_TURN = 8;
    private static final int EVERY_RECORD = 50;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Long, Integer> timesDone = new TreeMap<>();
    private LogEngine engine;
    private int deaths;

    @BeforeEach
    void publish() {
        engine = LogEngine.open(directory);
        engine.topics().create(TOPIC, 1);
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < RECORDS; i++) {
                assertTrue(publisher.publish("key", "value-" + i) >= 0);
            }
        }
    }

    @AfterEach
    void close() {
        engine.close();
        System.out.println("delivery: deaths=" + deaths + " seed=" + seed);
        assertTrue(deaths > 3, "too few deaths to show anything");
    }

    @Test
    void shouldNeverSeeARecordTwiceWhenItCommitsBeforeTheWork() {
        runUntilAllIsRead(consumer -> {
            final List<Long> taken = new ArrayList<>();
            consumer.poll(record -> taken.add(record.offset()), 10);
            consumer.commit();
            mayDie(EVERY_TURN);
            taken.forEach(this::work);
        });

        timesDone.forEach((offset, times) -> assertEquals(1, times, "offset=" + offset));
        assertTrue(timesDone.size() < RECORDS, "nothing was skipped: nothing was shown");
    }

    @Test
    void shouldSeeEveryRecordWhenItCommitsAfterTheWork() {
        runUntilAllIsRead(consumer -> {
            consumer.poll(record -> work(record.offset()), 10);
            mayDie(EVERY_TURN);
            consumer.commit();
        });

        assertEquals(RECORDS, timesDone.size());
        assertTrue(timesDone.containsValue(2), "nothing was seen again: nothing was shown");
    }

    @Test
    void shouldSeeEveryRecordWhenItCommitsByItself() {
        runUntilAllIsRead(
                ConsumerConfig.group("g")
                        .offsetReset(OffsetReset.earliest())
                        .autoCommitIntervalMs(0)
                        .build(),
                consumer -> consumer.poll(
                        record -> {
                            mayDie(EVERY_RECORD);
                            work(record.offset());
                        },
                        10));

        assertEquals(RECORDS, timesDone.size());
    }

    @Test
    void shouldDoTheWorkOfEveryRecordOnceWhenTheOffsetIsKeptWithTheResult() {
        final long[] kept = {0}; // as in a database, in one transaction with the work
        runUntilAllIsRead(consumer -> {
            final TopicPartition partition = new TopicPartition(TOPIC, 0);
            if (consumer.position(partition) != kept[0]) {
                consumer.seek(partition, kept[0]);
            }
            consumer.poll(
                    record -> {
                        mayDie(EVERY_RECORD);
                        work(record.offset());
                        kept[0] = record.offset() + 1;
                    },
                    10);
            consumer.commitAsync(CommitCallback.NONE);
        });

        assertEquals(RECORDS, timesDone.size());
        timesDone.forEach((offset, times) -> assertEquals(1, times, "offset=" + offset));
    }

    /** One turn of an application. */
    private interface Turn {
        void take(Consumer consumer);
    }

    private void runUntilAllIsRead(final Turn turn) {
        runUntilAllIsRead(
                ConsumerConfig.group("g")
                        .offsetReset(OffsetReset.earliest())
                        .autoCommit(false)
                        .build(),
                turn);
    }

    private void runUntilAllIsRead(final ConsumerConfig config, final Turn turn) {
        boolean isAllRead = false;
        while (!isAllRead) {
            final Consumer consumer = Consumer.open(engine, config);
            consumer.subscribe(Set.of(TOPIC));
            try {
                while (!isAllRead) {
                    if (consumer.assignment().isEmpty()) {
                        consumer.poll(record -> {}, 0);
                    } else {
                        turn.take(consumer);
                        isAllRead = consumer.lag(new TopicPartition(TOPIC, 0)) == 0;
                    }
                }
                consumer.close();
            } catch (final Death death) {
                deaths++;
                engine.close(); // without the consumer: what it did not commit is lost
                engine = LogEngine.open(directory);
            }
        }
    }

    private void work(final long offset) {
        timesDone.merge(offset, 1, Integer::sum);
    }

    private void mayDie(final int oneIn) {
        if (random.nextInt(oneIn) == 0 && deaths < 40) {
            throw new Death();
        }
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("died", null, false, false);
        }
    }
}
