/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast publishing goes on once the frontier has to prepare every page, beside the rate of preparing alone. */
@Command(name = "sustained", description = "Publishing at the rate at which the road can be prepared.")
final class SustainedCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";
    private static final int CHUNK = 128 << 20;
    private static final long RETAINED = 1L << 30;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--seconds",
            converter = Options.Positive.class,
            description = "of the run (default: ${DEFAULT-VALUE})",
            defaultValue = "60")
    private int seconds;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        road(2 * RETAINED); // a virtual machine has been given the memory by its host when the run begins
        final Path at = Scratch.create(directory);
        final double published;
        final DiskUse use = new DiskUse(at);
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics().create(TOPIC, 1, Map.of("retention.bytes", Long.toString(RETAINED)));
            try (Publisher publisher = engine.publisher(TOPIC)) {
                use.start();
                published = run(publisher);
                use.stop();
            }
        } finally {
            Scratch.delete(at);
        }
        final double log = published * BitUtil.align(88 + size, 64);
        final double road = road(use.meanBytes());
        System.out.printf(
                "  taffrail, %d B for %d s        %6.2f GB/s of log, %.2f M/s, %.2f GiB on the disk%n",
                size, seconds, log / 1e9, published / 1e6, use.meanBytes() / (double) (1 << 30));
        System.out.printf("  road: zero and touch, keeping as much %6.2f GB/s%n", road / 1e9);
        System.out.printf("  taffrail is at %.0f %% of the road%n", 100 * log / road);
        return 0;
    }

    private double run(final Publisher publisher) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        final long start = System.nanoTime();
        final long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long count = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1000; i++) {
                if (publisher.publish(value, 0, size) >= 0) {
                    count++;
                }
            }
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /**
     * Bytes a second of writing zeros and touching the pages through a mapping. It keeps as much on the disk as the log did:
     * a virtual machine gets memory that it has not used for a while anew from its host, at a fraction of the rate.
     */
    private double road(final long kept) throws IOException {
        final Path at = Scratch.create(directory);
        final ByteBuffer zeros = ByteBuffer.allocateDirect(128 << 10);
        final long keptFiles = Math.max(1, kept / CHUNK);
        long files = 0;
        final long start = System.nanoTime();
        final long end = start + TimeUnit.SECONDS.toNanos(Math.max(2, seconds / 2));
        while (System.nanoTime() < end) {
            pave(at.resolve("road-" + files), zeros);
            files++;
            Files.deleteIfExists(at.resolve("road-" + (files - keptFiles)));
        }
        final double rate = (double) files * CHUNK * 1e9 / (System.nanoTime() - start);
        Scratch.delete(at);
        return rate;
    }

    private static void pave(final Path path, final ByteBuffer zeros) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int position = 0; position < CHUNK; position += zeros.capacity()) {
                file.write(zeros.clear(), position);
            }
            final MappedByteBuffer bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, CHUNK);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            for (int position = 0; position < CHUNK; position += 4096) {
                buffer.getAndAddInt(position, 0);
            }
            BufferUtil.free(bytes);
        }
    }
}
