/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.RecordHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
 * What a reader pays for a record when it verifies checksums, as it does unless told otherwise. Each record is a batch of
 * its own. The baseline trusts the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class VerificationBenchmark {
    private static final int RECORDS = 4096;

    /** Bytes of a value. */
    @Param({"100", "1024", "16384"})
    public int size;

    private long sum;
    private final RecordHandler handler = record -> sum += record.offset();
    private ScratchEngine engine;
    private long firstOffset;
    private Subscription verifying;
    private Subscription trusting;

    /** JMH makes it. */
    public VerificationBenchmark() {
        // see the parameter
    }

    /**
     * Fill a log.
     *
     * @throws IOException when the directory cannot be made.
     */
    @Setup
    public void fill() throws IOException {
        engine = new ScratchEngine();
        engine.createTopicWithRoad(RECORDS, size);
        firstOffset = engine.fill(RECORDS, size, 1);
        final SubscriptionConfig config = SubscriptionConfig.defaults();
        verifying = engine.engine().subscribe(ScratchEngine.TOPIC, StartAt.latest(), config);
        trusting = engine.engine().subscribe(ScratchEngine.TOPIC, StartAt.latest(), config.withChecksums(false));
    }

    /**
     * Delete it all.
     *
     * @throws IOException when a file cannot be deleted.
     */
    @TearDown
    public void remove() throws IOException {
        verifying.close();
        trusting.close();
        engine.close();
    }

    /**
     * With checksums verified.
     *
     * @return a sum of offsets.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long verify() {
        return pollAll(verifying);
    }

    /**
     * With the bytes trusted.
     *
     * @return a sum of offsets.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long trust() {
        return pollAll(trusting);
    }

    private long pollAll(final Subscription subscription) {
        sum = 0;
        subscription.seek(0, firstOffset);
        int seen = 0;
        while (seen < RECORDS) {
            seen += subscription.poll(handler, RECORDS - seen);
        }
        return sum;
    }
}
