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
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a publish takes at a fixed rate, beside a null target that takes the time of nothing. */
@Command(name = "service", description = "Service time of a publish at a fixed rate, beside a null target.")
final class ServiceCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--rate",
            converter = Options.Positive.class,
            description = "publishes per second (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int rate;

    @Option(
            names = "--seconds",
            converter = Options.Positive.class,
            description = "of each run (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int seconds;

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "measured runs of each (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    private int rounds;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        System.out.printf("service time: %d B at %,d/s, ns%n", size, rate);
        for (int round = 0; round <= rounds; round++) {
            final Histogram empty = run(value -> 0);
            final Path at = Scratch.create(directory);
            try (LogEngine engine = LogEngine.open(at)) {
                engine.topics().create(TOPIC, 1, Map.of());
                try (Publisher publisher = engine.publisher(TOPIC)) {
                    final Histogram taken = run(value -> publisher.publish(value, 0, size));
                    if (round > 0) {
                        print("null", empty);
                        print("taffrail", taken);
                    }
                }
            } finally {
                Scratch.delete(at);
            }
        }
        return 0;
    }

    private Histogram run(final Operation operation) {
        final Histogram histogram = new Histogram(10_000_000_000L, 3);
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        final long count = (long) rate * seconds;
        final double intervalNs = 1e9 / rate;
        final long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            final long due = start + (long) (i * intervalNs);
            long before;
            do {
                before = System.nanoTime();
            } while (before < due);
            value.putLong(0, i);
            if (operation.publish(value) < 0) {
                throw new IllegalStateException("publish was refused");
            }
            histogram.recordValue(System.nanoTime() - before);
        }
        return histogram;
    }

    private static void print(final String name, final Histogram histogram) {
        System.out.printf(
                "  %-10s p50 %,8d   p99 %,8d   p99.9 %,8d   p99.99 %,10d   max %,12d%n",
                name,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }

    /** What is timed. */
    private interface Operation {
        long publish(UnsafeBuffer value);
    }
}
