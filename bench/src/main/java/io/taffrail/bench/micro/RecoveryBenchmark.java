/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.LogEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to open an engine that was killed, for each MiB of the 64 that its one partition holds in batches of one
 * record of 1 KiB. The baseline is a CRC32C over as many bytes in memory.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class RecoveryBenchmark {
    private static final int MIB = 64;
    private static final int SIZE = 1024;
    private static final String RESERVE = "spare-";

    /** JMH makes it. */
    public RecoveryBenchmark() {
        // nothing to set
    }

    /**
     * Open it.
     *
     * @param killed to open.
     * @return the engine.
     */
    @Benchmark
    @OperationsPerInvocation(MIB)
    public LogEngine open(final Killed killed) {
        killed.engine = LogEngine.open(killed.directory.path());
        return killed.engine;
    }

    /**
     * Checksum as many bytes.
     *
     * @param memory to checksum.
     * @return the checksum.
     */
    @Benchmark
    @OperationsPerInvocation(MIB)
    public long crc32c(final Memory memory) {
        memory.crc.reset();
        memory.bytes.clear();
        memory.crc.update(memory.bytes);
        return memory.crc.getValue();
    }

    /** A directory as an engine leaves it that is killed. */
    @State(Scope.Benchmark)
    public static class Killed {
        private ScratchEngine running;
        private ScratchDirectory directory;
        private LogEngine engine;
        private long endOffset;

        /** JMH makes it. */
        public Killed() {
            // see fill
        }

        /**
         * Fill a log, and leave it open.
         *
         * @throws IOException when the directory cannot be made.
         */
        @Setup
        public void fill() throws IOException {
            final int records = (int) ((MIB << 20) / ScratchEngine.logBytes(1, SIZE));
            running = new ScratchEngine();
            running.createTopicWithRoad(records, SIZE);
            endOffset = running.fill(records, SIZE, 1) + records;
        }

        /**
         * Copy what it has written by now; segments that it keeps in reserve are left out.
         *
         * @throws IOException when a file cannot be copied.
         */
        @Setup(Level.Iteration)
        public void copy() throws IOException {
            directory = new ScratchDirectory();
            final List<Path> all;
            try (Stream<Path> files = Files.walk(running.path())) {
                all = files.skip(1)
                        .filter(file -> !file.getFileName().toString().startsWith(RESERVE))
                        .toList();
            }
            for (final Path file : all) {
                Files.copy(file, directory.path().resolve(running.path().relativize(file)));
            }
        }

        /**
         * Delete the copy.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown(Level.Iteration)
        public void removeCopy() throws IOException {
            final long recovered = engine.offsets(ScratchEngine.TOPIC, 0).endOffset();
            engine.close();
            directory.close();
            if (recovered != endOffset) {
                throw new IllegalStateException("recovered endOffset=" + recovered + " expected=" + endOffset);
            }
        }

        /**
         * Delete it all.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown
        public void remove() throws IOException {
            running.close();
        }
    }

    /** The baseline's bytes. */
    @State(Scope.Benchmark)
    public static class Memory {
        private final CRC32C crc = new CRC32C();
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(MIB << 20);

        /** JMH makes it. */
        public Memory() {
            // nothing to set
        }
    }
}
