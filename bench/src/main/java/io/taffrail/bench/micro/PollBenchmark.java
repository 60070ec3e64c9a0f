/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What one record costs a reader of a log that is full, checksums verified, eight bytes of each value looked at. The
 * baseline walks length-prefixed values in bare mapped memory and looks at as much.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PollBenchmark {
    private static final int RECORDS = 65_536;

    /** JMH makes it. */
    public PollBenchmark() {
        // nothing to set
    }

    /**
     * Poll them all.
     *
     * @param log to poll.
     * @return a sum over the values.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long poll(final Log log) {
        log.sum = 0;
        log.subscription.seek(0, log.firstOffset);
        int seen = 0;
        while (seen < RECORDS) {
            seen += log.subscription.poll(log.handler, RECORDS - seen);
        }
        return log.sum;
    }

    /**
     * Walk them all.
     *
     * @param bare to walk.
     * @return a sum over the values.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long bareWalk(final Bare bare) {
        long sum = 0;
        bare.log.rewind();
        for (int index = bare.log.next(); index >= 0; index = bare.log.next()) {
            sum += bare.log.buffer().getLong(index);
        }
        return sum;
    }

    /** What the records hold. */
    @State(Scope.Benchmark)
    public static class Value {
        /** Bytes of it. */
        @Param({"100", "1024"})
        public int size;

        /** JMH makes it. */
        public Value() {
            // see the parameter
        }
    }

    /** A full log. */
    @State(Scope.Benchmark)
    public static class Log {
        /** How many make a batch. */
        @Param({"1", "16"})
        public int records;

        private long sum;
        private final RecordHandler handler = record -> sum += record.buffer().getLong(record.valueIndex());
        private ScratchEngine engine;
        private Subscription subscription;
        private long firstOffset;

        /** JMH makes it. */
        public Log() {
            // see the parameter
        }

        /**
         * Fill it.
         *
         * @param value of the records.
         * @throws IOException when the directory cannot be made.
         */
        @Setup
        public void fill(final Value value) throws IOException {
            engine = new ScratchEngine();
            engine.createTopicWithRoad(RECORDS, value.size);
            firstOffset = engine.fill(RECORDS, value.size, records);
            subscription = engine.engine().subscribe(ScratchEngine.TOPIC, StartAt.latest());
        }

        /**
         * Delete it all.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown
        public void remove() throws IOException {
            subscription.close();
            engine.close();
        }
    }

    /** The baseline's memory. */
    @State(Scope.Benchmark)
    public static class Bare {
        private BareLog log;

        /** JMH makes it. */
        public Bare() {
            // see fill
        }

        /**
         * Fill it.
         *
         * @param value to fill it with.
         * @throws IOException when the file cannot be made.
         */
        @Setup
        public void fill(final Value value) throws IOException {
            log = new BareLog(RECORDS, value.size);
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[value.size]);
            for (int i = 0; i < RECORDS; i++) {
                log.append(bytes, value.size);
            }
        }

        /**
         * Delete it.
         *
         * @throws IOException when the file cannot be deleted.
         */
        @TearDown
        public void remove() throws IOException {
            log.close();
        }
    }
}
