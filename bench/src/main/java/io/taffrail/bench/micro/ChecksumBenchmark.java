/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What CRC32C costs over bytes outside the heap, in the first-level cache. The baseline copies the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ChecksumBenchmark {
    /** Bytes. */
    @Param({"100", "1024", "16384"})
    public int size;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes;
    private UnsafeBuffer source;
    private UnsafeBuffer target;

    /** JMH makes it. */
    public ChecksumBenchmark() {
        // see the parameter
    }

    /** Make the bytes. */
    @Setup
    public void make() {
        bytes = ByteBuffer.allocateDirect(size);
        source = new UnsafeBuffer(bytes);
        target = new UnsafeBuffer(ByteBuffer.allocateDirect(size));
    }

    /**
     * Checksum them.
     *
     * @return the checksum.
     */
    @Benchmark
    public long crc32c() {
        crc.reset();
        bytes.clear();
        crc.update(bytes);
        return crc.getValue();
    }

    /**
     * Copy them.
     *
     * @return the copy.
     */
    @Benchmark
    public UnsafeBuffer copy() {
        target.putBytes(0, source, 0, size);
        return target;
    }
}
