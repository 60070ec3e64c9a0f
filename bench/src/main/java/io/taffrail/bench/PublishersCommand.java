/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many threads onto one partition: a publisher each, or one publisher behind a lock. */
@Command(
        name = "publishers",
        description = "Threads that publish to one partition: a publisher each, beside one behind a lock.")
final class PublishersCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";

    @Option(
            names = "--threads",
            converter = Options.Positive.class,
            description = "publishing threads (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int threads;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--mib",
            converter = Options.Positive.class,
            description = "MiB of log in a burst (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int mib;

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "measured rounds (default: ${DEFAULT-VALUE})",
            defaultValue = "9")
    private int rounds;

    @Option(
            names = "--warmup",
            converter = Options.NotNegative.class,
            description = "rounds before (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int warmup;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    /** Publishes the share of one thread. */
    private interface Share {
        void publish(int records);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Machine.describe(directory));
        final int records = (int) ((long) mib * (1 << 20) / BitUtil.align(88 + size, 64));
        System.out.printf("burst: %,d records of %d B, %d rounds after %d%n", records, size, rounds, warmup);
        final Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < warmup + rounds; round++) {
            measure(rates, "1 thread", 1, false, records, round);
            measure(rates, threads + " threads, a publisher each", threads, false, records, round);
            measure(rates, threads + " threads, one behind a lock", threads, true, records, round);
        }
        rates.forEach((name, list) -> System.out.printf(
                "  %-32s %8.2f M/s  (%.2f to %.2f)%n",
                name, Statistics.median(list), Statistics.min(list), Statistics.max(list)));
        return 0;
    }

    private void measure(
            final Map<String, List<Double>> rates,
            final String name,
            final int publishing,
            final boolean isLocked,
            final int records,
            final int round)
            throws IOException, InterruptedException {
        final double rate = run(publishing, isLocked, records);
        if (round >= warmup) {
            rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
        }
    }

    private double run(final int publishing, final boolean isLocked, final int records)
            throws IOException, InterruptedException {
        final Path at = Scratch.create(directory);
        final long segment = ((long) mib + 2) << 20;
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics().create(TOPIC, 1, Map.of("segment.bytes", Long.toString(segment), "retention.ms", "-1"));
            try (Publisher shared = engine.publisher(TOPIC)) {
                prepare(engine, shared, segment);
                final List<Share> shares = new ArrayList<>();
                final ReentrantLock lock = new ReentrantLock();
                for (int i = 0; i < publishing; i++) {
                    shares.add(isLocked ? count -> locked(shared, lock, count) : count -> own(engine, count));
                }
                return race(shares, records);
            }
        } finally {
            Scratch.delete(at);
        }
    }

    /** A segment that holds the burst comes into use. */
    private static void prepare(final LogEngine engine, final Publisher publisher, final long segment) {
        final UnsafeBuffer filling = new UnsafeBuffer(new byte[8192]);
        engine.partition(TOPIC, 0).prepare(segment);
        for (int i = 0; i < 9; i++) {
            publisher.publish(filling, 0, filling.capacity());
        }
        engine.partition(TOPIC, 0).prepare(segment);
    }

    private static double race(final List<Share> shares, final int records) throws InterruptedException {
        final CountDownLatch start = new CountDownLatch(1);
        final List<Thread> racing = new ArrayList<>();
        for (final Share share : shares) {
            final Thread thread = new Thread(() -> {
                try {
                    start.await();
                    share.publish(records / shares.size());
                } catch (final InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            racing.add(thread);
        }
        Thread.sleep(10);
        final long began = System.nanoTime();
        start.countDown();
        for (final Thread thread : racing) {
            thread.join();
        }
        return records * 1000.0 / (System.nanoTime() - began);
    }

    private void own(final LogEngine engine, final int count) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < count; i++) {
                while (publisher.publish(value, 0, size) < 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private void locked(final Publisher publisher, final ReentrantLock lock, final int count) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        for (int i = 0; i < count; i++) {
            lock.lock();
            try {
                while (publisher.publish(value, 0, size) < 0) {
                    Thread.onSpinWait();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
