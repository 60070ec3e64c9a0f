/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Claim;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
 * What one publish costs that copies a value, and one that lets it be written in place. Single shots of many publishes
 * into a prepared road. The baseline is a length-prefixed copy into bare mapped memory.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class PublishBenchmark {
    private static final int PUBLISHES = 100_000;

    /** JMH makes it. */
    public PublishBenchmark() {
        // nothing to set
    }

    /**
     * The copying form.
     *
     * @param value to publish.
     * @param log   to publish to.
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long copy(final Value value, final Log log) {
        long last = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            last = log.publisher.publish(value.bytes, 0, value.size);
        }
        return ScratchEngine.accepted(last);
    }

    /**
     * The zero-copy form; of the value only the first eight bytes are written.
     *
     * @param value to publish.
     * @param log   to publish to.
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long claim(final Value value, final Log log) {
        long last = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            log.publisher.tryClaim(value.size, log.claim);
            log.claim.buffer().putLong(0, i);
            last = log.claim.commit();
        }
        return ScratchEngine.accepted(last);
    }

    /**
     * A copy into bare memory.
     *
     * @param value to copy.
     * @param bare  to copy to.
     * @return the last index.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public int bareCopy(final Value value, final Bare bare) {
        int last = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            last = bare.log.append(value.bytes, value.size);
        }
        return last;
    }

    /** What is published. */
    @State(Scope.Benchmark)
    public static class Value {
        /** Its bytes. */
        @Param({"100", "1024"})
        public int size;

        private UnsafeBuffer bytes;

        /** JMH makes it. */
        public Value() {
            // see the parameter
        }

        /** Make it. */
        @Setup
        public void make() {
            bytes = new UnsafeBuffer(new byte[size]);
        }
    }

    /** A partition with a prepared road. */
    @State(Scope.Benchmark)
    public static class Log {
        private final Claim claim = new Claim();
        private ScratchEngine engine;
        private Publisher publisher;

        /** JMH makes it. */
        public Log() {
            // see prepare
        }

        /**
         * Open an engine.
         *
         * @param value that will be published.
         * @throws IOException when the directory cannot be made.
         */
        @Setup(Level.Iteration)
        public void prepare(final Value value) throws IOException {
            engine = new ScratchEngine();
            engine.createTopicWithRoad(PUBLISHES, value.size);
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

    /** The baseline's memory. */
    @State(Scope.Benchmark)
    public static class Bare {
        private BareLog log;

        /** JMH makes it. */
        public Bare() {
            // see prepare
        }

        /**
         * Map it.
         *
         * @param value that will be copied.
         * @throws IOException when the file cannot be made.
         */
        @Setup(Level.Iteration)
        public void prepare(final Value value) throws IOException {
            log = new BareLog(PUBLISHES, value.size);
        }

        /**
         * Delete it.
         *
         * @throws IOException when the file cannot be deleted.
         */
        @TearDown(Level.Iteration)
        public void remove() throws IOException {
            log.close();
        }
    }
}
