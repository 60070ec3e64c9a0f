/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.RecordHandler;
import io.taffrail.settings.EngineConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing and polling allocate nothing, rolls included: 10 million of each. */
class AllocationTest {
    private static final int WARM_UP = 500_000;
    private static final int OPERATIONS = 10_000_000;
    /** What the JVM itself may book on a thread while it compiles and measures. */
    private static final long SLACK_BYTES = 64 * 1024;

    @TempDir
    Path directory;

    private long seen;

    @Test
    void shouldNotAllocateWhenPublishingAndPolling() {
        final EngineConfig config = EngineConfig.builder().maxBlockMs(10_000).build();
        try (LogEngine engine = LogEngine.open(directory, config)) {
            engine.topics().create("ticks", 1, Map.of("segment.bytes", "4194304", "retention.bytes", "67108864"));
            try (Publisher publisher = engine.publisher("ticks");
                    Subscription ticks = engine.subscribe("ticks", StartAt.earliest())) {
                final RecordHandler handler = record -> seen += record.valueLength();
                run(publisher, ticks, handler, WARM_UP);
                final long rollsBefore = rolls(engine);

                final long before = allocated();
                run(publisher, ticks, handler, OPERATIONS);
                final long grown = allocated() - before;

                assertTrue(rolls(engine) - rollsBefore > 100, "rolls");
                assertTrue(grown < SLACK_BYTES, () -> "allocated bytes=" + grown);
            }
        }
    }

    private static long rolls(final LogEngine engine) {
        return engine.offsets("ticks", 0).endOffset() * 64 / 4_194_304;
    }

    private void run(
            final Publisher publisher, final Subscription ticks, final RecordHandler handler, final int operations) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[16]);
        final Claim claim = new Claim();
        final BatchDraft batch = new BatchDraft();
        for (int i = 0; i < operations; i++) {
            publish(publisher, value, claim, batch, i);
            if (i % 100 == 0) {
                while (ticks.poll(handler, 1000) > 0) {
                    continue;
                }
            }
        }
    }

    private static void publish(
            final Publisher publisher,
            final UnsafeBuffer value,
            final Claim claim,
            final BatchDraft batch,
            final int number) {
        long result = 0;
        if (number % 4 == 0) {
            result = publisher.tryClaim(16, claim);
            claim.buffer().putLong(0, number);
            result = Math.min(result, claim.commit());
        } else if (number % 4 == 1) {
            batch.clear().add(value, 0, 16).add(value, 0, 16);
            result = publisher.publish(batch);
        } else {
            result = publisher.publish(value, 0, 16);
        }
        if (result < 0) {
            throw new IllegalStateException("refused: " + result);
        }
    }

    private static long allocated() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
