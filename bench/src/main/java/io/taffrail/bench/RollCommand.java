/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the publishes take that roll into the next segment. */
@Command(name = "roll", description = "How long the publishes take that roll into the next segment (1 MiB segments).")
final class RollCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";
    private static final int SIZE = 1000;
    private static final int FRAME = 1088;
    private static final int SEGMENT = 1 << 20;

    @Option(names = "--rolls", description = "to measure (default: ${DEFAULT-VALUE})", defaultValue = "1000")
    private int rolls;

    @Option(names = "--rate", description = "publishes per second (default: ${DEFAULT-VALUE})", defaultValue = "100000")
    private int rate;

    @Option(names = "--dir", description = "where files go (default: ${DEFAULT-VALUE})", defaultValue = "/tmp")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        final Path at = Scratch.create(directory);
        final Histogram rolling = new Histogram(10_000_000_000L, 3);
        final Histogram all = new Histogram(10_000_000_000L, 3);
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics()
                    .create(
                            TOPIC,
                            1,
                            Map.of("segment.bytes", Integer.toString(SEGMENT), "retention.bytes", "268435456"));
            try (Publisher publisher = engine.publisher(TOPIC)) {
                run(publisher, rolling, all);
            }
        } finally {
            Scratch.delete(at);
        }
        print("publishes that roll", rolling);
        print("all publishes", all);
        return 0;
    }

    private void run(final Publisher publisher, final Histogram rolling, final Histogram all) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[SIZE]);
        final int perSegment = (SEGMENT - 4096) / FRAME;
        warmUp(publisher, value);
        final long intervalNs = 1_000_000_000L / rate;
        long due = System.nanoTime();
        int inSegment = 0;
        int refused = 0;
        while (rolling.getTotalCount() < rolls) {
            due += intervalNs;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            final long before = System.nanoTime();
            if (publisher.publish(value, 0, SIZE) < 0) {
                refused++;
                LockSupport.parkNanos(1000);
                continue;
            }
            final long took = System.nanoTime() - before;
            all.recordValue(took);
            inSegment++;
            if (inSegment == perSegment) {
                rolling.recordValue(took);
                inSegment = 0;
            }
        }
        System.out.printf("refused: %d%n", refused);
    }

    /** Up to a segment of full size whose first record has just been published. */
    private static void warmUp(final Publisher publisher, final UnsafeBuffer value) {
        final int perSegment = (SEGMENT - 4096) / FRAME;
        final int perFirst = ((1 << 16) - 4096) / FRAME;
        final int perSecond = ((1 << 18) - 4096) / FRAME;
        final int count = perFirst + perSecond + 100 * perSegment;
        for (int i = 0; i < count; i++) {
            while (publisher.publish(value, 0, SIZE) < 0) {
                Thread.onSpinWait();
            }
        }
        publisher.publish(value, 0, SIZE);
    }

    private static void print(final String name, final Histogram histogram) {
        System.out.printf(
                "  %-20s %,10d   p50 %,8d   p99 %,8d   p99.9 %,8d   max %,12d ns%n",
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
