/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.agrona.BitUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the publishes take that roll into the next segment. */
@Command(name = "roll", description = "How long the publishes take that roll into the next segment (1 MiB segments).")
public final class RollCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";
    private static final int HEADERS = 64 + 24;
    private static final int SEGMENT = 1 << 20;

    private static final long REFUSED = -1;

    @Option(
            names = "--rolls",
            converter = Options.Positive.class,
            description = "to measure (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int rolls;

    @Option(
            names = "--rate",
            converter = Options.Positive.class,
            description = "publishes per second (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int rate;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--warmup",
            converter = Options.NotNegative.class,
            description = "rolls before, as fast as it goes (default: ${DEFAULT-VALUE})",
            defaultValue = "3000")
    private int warmup;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    /** For picocli. */
    public RollCommand() {
        // options are injected
    }

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
        print("first touch alone", FirstTouch.measure(directory));
        return 0;
    }

    private void run(final Publisher publisher, final Histogram rolling, final Histogram all) {
        final Claim claim = new Claim();
        final long intervalNs = 1_000_000_000L / rate;
        long expected = warmUp(publisher, claim);
        long due = System.nanoTime();
        int refused = 0;
        while (rolling.getTotalCount() < rolls) {
            due += intervalNs;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            final long before = System.nanoTime();
            final long address = publish(publisher, claim);
            final long took = System.nanoTime() - before;
            if (address == REFUSED) {
                refused++;
                continue;
            }
            all.recordValue(took);
            if (address != expected) {
                rolling.recordValue(took);
            }
            expected = address + BitUtil.align(size + HEADERS, 64);
        }
        System.out.printf("refused: %d%n", refused);
    }

    /** Segments of full size have come into use; where the next record goes if nothing rolls. */
    private long warmUp(final Publisher publisher, final Claim claim) {
        long expected = 0;
        int seen = 0;
        while (seen < warmup) {
            final long address = publish(publisher, claim);
            if (address != REFUSED) {
                seen += address != expected ? 1 : 0;
                expected = address + BitUtil.align(size + HEADERS, 64);
            }
        }
        return expected;
    }

    /** Publish a record in place: the address where its value went tells whether the log rolled before it. */
    private long publish(final Publisher publisher, final Claim claim) {
        final long offset = publisher.tryClaim(size, claim);
        if (offset < 0) {
            return REFUSED;
        }
        final long address = claim.buffer().addressOffset();
        claim.buffer().putLong(0, offset);
        claim.buffer().setMemory(8, size - 8, (byte) offset);
        claim.commit();
        return address;
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
