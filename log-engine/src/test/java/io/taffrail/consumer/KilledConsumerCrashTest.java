/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.ChildJvm;
import io.taffrail.engine.LogEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that consumes is killed, again and again in one directory: whatever commit was answered is there afterwards, and
 * nobody waits for the members that died with it.
 */
class KilledConsumerCrashTest {
    private static final int LIVES = Integer.getInteger("taffrail.groups.lives", 5);

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();

    @Test
    void shouldKeepEveryCommitThatWasAnswered() throws IOException {
        final Random random = new Random(seed);
        long last = 0;
        for (int life = 0; life < LIVES; life++) {
            try (ChildJvm child = ChildJvm.start(ConsumingMain.class, directory)) {
                for (int i = 1 + random.nextInt(2_000); i > 0; i--) {
                    last = Long.parseLong(
                            child.awaitLine(ConsumingMain.COMMITTED).substring(ConsumingMain.COMMITTED.length()));
                }
                child.kill();
            }
            last = check(last);
        }
        System.out.println("killed consumers: lives=" + LIVES + " committed=" + last + " seed=" + seed);
    }

    private long check(final long last) {
        try (LogEngine engine = LogEngine.open(directory)) {
            final GroupCoordinator coordinator = GroupCoordinator.of(engine);
            final long committed = coordinator
                    .committed(ConsumingMain.GROUP, ConsumingMain.PARTITION)
                    .offset();
            assertTrue(committed >= last, "committed=" + committed + " answered=" + last + " seed=" + seed);
            assertTrue(coordinator.describe(ConsumingMain.GROUP).members().isEmpty(), "members outlived their process");
            try (Consumer consumer = Consumer.open(engine, ConsumingMain.config())) {
                consumer.subscribe(Set.of(ConsumingMain.PARTITION.topic()));
                consumer.poll(record -> {}, 0);
                assertTrue(consumer.isSettled(), "waits for somebody");
                assertTrue(consumer.position(ConsumingMain.PARTITION) == committed, "seed=" + seed);
            }
            return committed;
        }
    }
}
