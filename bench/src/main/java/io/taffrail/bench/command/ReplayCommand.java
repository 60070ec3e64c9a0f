/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replay from the page cache, clean open, and recovery of a partition. */
@Command(name = "replay", description = "Replay from the page cache, clean open, and recovery, of one partition.")
public final class ReplayCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "1024")
    private int size;

    @Option(
            names = "--mib",
            converter = Options.Positive.class,
            description = "MiB of values (default: ${DEFAULT-VALUE})",
            defaultValue = "1024")
    private int mib;

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "of each (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    private long records;
    private long seen;

    /** For picocli. */
    public ReplayCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        final Path at = Scratch.create(directory);
        try {
            write(at);
            for (int round = 0; round < rounds; round++) {
                final long before = System.nanoTime();
                try (LogEngine engine = LogEngine.open(at)) {
                    engine.offsets(TOPIC, 0);
                    final long opened = System.nanoTime();
                    replay(engine);
                    final long replayed = System.nanoTime();
                    System.out.printf(
                            "  clean open %6.1f ms   replay %6.2f GB/s of values (%.2f M/s)%n",
                            (opened - before) / 1e6,
                            (double) records * size / (replayed - opened),
                            records * 1e3 / (replayed - opened));
                }
            }
            recover(at);
        } finally {
            Scratch.delete(at);
        }
        return 0;
    }

    private void write(final Path at) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        records = ((long) mib << 20) / size;
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics().create(TOPIC, 1, Map.of("segment.bytes", "1073741824", "retention.ms", "-1"));
            try (Publisher publisher = engine.publisher(TOPIC)) {
                for (long i = 0; i < records; i++) {
                    while (publisher.publish(value, 0, size) < 0) {
                        Thread.onSpinWait();
                    }
                }
            }
        }
    }

    private void replay(final LogEngine engine) {
        seen = 0;
        try (Subscription subscription = engine.subscribe(TOPIC, StartAt.earliest())) {
            while (seen < records) {
                subscription.poll(record -> seen++, 10_000);
            }
        }
    }

    /** A directory without its checkpoints is one of an engine that was killed. */
    private void recover(final Path at) throws IOException {
        for (int round = 0; round < rounds; round++) {
            Files.delete(at.resolve("checkpoint"));
            Unclean.make(at.resolve(TOPIC + "-0").resolve("control"));
            final long before = System.nanoTime();
            try (LogEngine engine = LogEngine.open(at)) {
                final long opened = System.nanoTime();
                System.out.printf(
                        "  recovery   %6.1f ms   %6.2f GB/s of values, term now %d%n",
                        (opened - before) / 1e6,
                        (double) records * size / (opened - before),
                        engine.offsets(TOPIC, 0).term());
            }
        }
    }
}
