/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one publish costs in its three forms, into a prepared road. Single shots of many publishes: preparing the road is
 * no part of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class PublishBenchmark {
    private static final String TOPIC = "bench";
    private static final int PUBLISHES = 100_000;
    private static final int BATCH = 16;

    /** Bytes of a value. */
    @Param({"100", "1024"})
    public int size;

    private final UnsafeBuffer value = new UnsafeBuffer(new byte[1024]);
    private final Claim claim = new Claim();
    private final BatchDraft batch = new BatchDraft();
    private Path directory;
    private LogEngine engine;
    private Publisher publisher;

    /** JMH makes it. */
    public PublishBenchmark() {
        // nothing to set
    }

    /**
     * Open an engine whose topic has a segment with room for one shot.
     *
     * @throws IOException when the directory cannot be made.
     */
    @Setup(Level.Iteration)
    public void prepare() throws IOException {
        final Path shared = Path.of("/dev/shm");
        directory = Files.isDirectory(shared)
                ? Files.createTempDirectory(shared, "taffrail-bench")
                : Files.createTempDirectory("taffrail-bench");
        final long segment = BitUtil.align((long) PUBLISHES * BitUtil.align(88 + size, 64) + (1 << 20), 4096);
        engine = LogEngine.open(directory);
        engine.topics().create(TOPIC, 1, Map.of("segment.bytes", Long.toString(segment), "retention.ms", "-1"));
        publisher = engine.publisher(TOPIC);
        engine.partition(TOPIC, 0).prepare(segment);
        final UnsafeBuffer filling = new UnsafeBuffer(new byte[8192]);
        for (int i = 0; i < 9; i++) {
            publisher.publish(filling, 0, filling.capacity());
        }
        engine.partition(TOPIC, 0).prepare(segment);
    }

    /**
     * Delete it all.
     *
     * @throws IOException when a file cannot be deleted.
     */
    @TearDown(Level.Iteration)
    public void remove() throws IOException {
        engine.close();
        final List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : all) {
            Files.delete(path);
        }
    }

    /**
     * The copying form.
     *
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long copy() {
        long result = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            result = publisher.publish(value, 0, size);
        }
        return result;
    }

    /**
     * The zero-copy form; the value's first eight bytes are written.
     *
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long claim() {
        long result = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            result = publisher.tryClaim(size, claim);
            claim.buffer().putLong(0, i);
            claim.commit();
        }
        return result;
    }

    /**
     * Batches of 16 records; the cost of one record.
     *
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long batch() {
        long result = 0;
        for (int i = 0; i < PUBLISHES / BATCH; i++) {
            for (int k = 0; k < BATCH; k++) {
                batch.add(value, 0, size);
            }
            result = publisher.publish(batch);
            batch.clear();
        }
        return result;
    }
}
