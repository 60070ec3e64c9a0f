/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the parts of a publish cost at least on this machine, each alone and in the first-level cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloorBenchmark {
    /** Bytes of a value. */
    @Param({"100", "1024"})
    public int size;

    private final UnsafeBuffer value = new UnsafeBuffer(new byte[1024]);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
    private final UnsafeBuffer log = new UnsafeBuffer(bytes);
    private final CRC32C crc = new CRC32C();
    private final AtomicLong tail = new AtomicLong();
    private final SystemEpochNanoClock clock = new SystemEpochNanoClock();

    /** JMH makes it. */
    public FloorBenchmark() {
        // nothing to set
    }

    /** Copy a value. */
    @Benchmark
    public void copy() {
        log.putBytes(88, value, 0, size);
    }

    /**
     * Checksum a batch of one record, from its base offset to its aligned end.
     *
     * @return the checksum.
     */
    @Benchmark
    public long checksum() {
        crc.reset();
        bytes.limit((88 + size + 63) & -64).position(8);
        crc.update(bytes);
        return crc.getValue();
    }

    /**
     * Claim: one fetch-and-add.
     *
     * @return the word before.
     */
    @Benchmark
    public long add() {
        return tail.getAndAdd(192);
    }

    /**
     * Read the precise clock.
     *
     * @return nanoseconds since the epoch.
     */
    @Benchmark
    public long clock() {
        return clock.nanoTime();
    }
}
