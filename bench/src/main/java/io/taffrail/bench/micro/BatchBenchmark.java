/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
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
 * What one record of 100 bytes costs in batches of different sizes, collecting the batch included. Single shots of many
 * records into a prepared road. The baseline publishes each record alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class BatchBenchmark {
    private static final int RECORDS = 102_400;
    private static final int SIZE = 100;

    private final UnsafeBuffer value = new UnsafeBuffer(new byte[SIZE]);
    private ScratchEngine engine;
    private Publisher publisher;

    /** JMH makes it. */
    public BatchBenchmark() {
        // nothing to set
    }

    /**
     * Open an engine.
     *
     * @throws IOException when the directory cannot be made.
     */
    @Setup(Level.Iteration)
    public void prepare() throws IOException {
        engine = new ScratchEngine();
        engine.createTopicWithRoad(RECORDS, SIZE);
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

    /**
     * In batches.
     *
     * @param batch to collect in.
     * @return the last batch's offset.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long batches(final Batch batch) {
        long last = 0;
        for (int i = 0; i < RECORDS; i += batch.records) {
            for (int k = 0; k < batch.records; k++) {
                batch.draft.add(value, 0, SIZE);
            }
            last = publisher.publish(batch.draft);
            batch.draft.clear();
        }
        return ScratchEngine.accepted(last);
    }

    /**
     * Each record alone.
     *
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long singly() {
        long last = 0;
        for (int i = 0; i < RECORDS; i++) {
            last = publisher.publish(value, 0, SIZE);
        }
        return ScratchEngine.accepted(last);
    }

    /** What records are collected in. */
    @State(Scope.Benchmark)
    public static class Batch {
        /** How many make a batch. */
        @Param({"1", "4", "16", "64", "256"})
        public int records;

        private final BatchDraft draft = new BatchDraft();

        /** JMH makes it. */
        public Batch() {
            // see the parameter
        }
    }
}
