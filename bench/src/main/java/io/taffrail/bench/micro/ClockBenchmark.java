/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Publisher;
import io.taffrail.settings.ClockMode;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
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
 * What a publish of 100 bytes costs under each of the engine's clocks. Single shots of many publishes into a prepared
 * road. The baselines read each of the system's clocks as often.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class ClockBenchmark {
    private static final int TIMES = 100_000;
    private static final int SIZE = 100;

    /** JMH makes it. */
    public ClockBenchmark() {
        // nothing to set
    }

    /**
     * Publish.
     *
     * @param log to publish to.
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long publish(final Log log) {
        long last = 0;
        for (int i = 0; i < TIMES; i++) {
            last = log.publisher.publish(log.value, 0, SIZE);
        }
        return ScratchEngine.accepted(last);
    }

    /**
     * The monotonic clock.
     *
     * @return a sum of times.
     */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long systemNanoTime() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += System.nanoTime();
        }
        return sum;
    }

    /**
     * The wall clock in milliseconds.
     *
     * @return a sum of times.
     */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long systemCurrentTimeMillis() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += System.currentTimeMillis();
        }
        return sum;
    }

    /**
     * The wall clock in nanoseconds, which is the engine's precise clock.
     *
     * @return a sum of times.
     */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long systemEpochNanoClock() {
        final EpochNanoClock clock = new SystemEpochNanoClock();
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += clock.nanoTime();
        }
        return sum;
    }

    /** A partition with a prepared road. */
    @State(Scope.Benchmark)
    public static class Log {
        /** What stamps its records. */
        @Param({"CACHED", "PRECISE"})
        public ClockMode clock;

        private final UnsafeBuffer value = new UnsafeBuffer(new byte[SIZE]);
        private ScratchEngine engine;
        private Publisher publisher;

        /** JMH makes it. */
        public Log() {
            // see the parameter
        }

        /**
         * Open an engine.
         *
         * @throws IOException when the directory cannot be made.
         */
        @Setup(Level.Iteration)
        public void prepare() throws IOException {
            engine = new ScratchEngine(EngineConfig.builder().clock(clock).build());
            engine.createTopicWithRoad(TIMES, SIZE);
            publisher = engine.publisher();
        }

        /**
         * Delete it all.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown(Level.Iteration)
        public void remove() throws IOException {
            engine.close();
        }
    }
}
