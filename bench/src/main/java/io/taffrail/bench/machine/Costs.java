/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.HdrHistogram.Histogram;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a machine charges for the parts that no log can do without. Each cost is the median of rounds in one thread.
 *
 * <p>Threading: any, one at a time if the figures are to mean something.
 */
public final class Costs {
    private static final int ROOM = 64 << 20;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 21;
    private static final int CLOCK_READS = 1_000_000;
    private static final int FORCES = 500;
    private static final int PAGE = 4096;

    private static volatile long sink;

    private Costs() {}

    /**
     * Copy a value that is in the cache behind the last one, into memory that was touched but is not in the cache.
     *
     * @param bytes of a value.
     * @return nanoseconds for one.
     */
    public static double copyNs(final int bytes) {
        final UnsafeBuffer room = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM));
        final UnsafeBuffer value = new UnsafeBuffer(new byte[bytes]);
        final int stride = BitUtil.align(bytes, Long.BYTES);
        final int count = ROOM / stride;
        return medianNs(count, () -> {
            for (int i = 0; i < count; i++) {
                room.putBytes(i * stride, value, 0, bytes);
            }
        });
    }

    /**
     * CRC32C of bytes that are in the cache.
     *
     * @param bytes covered.
     * @return nanoseconds for one.
     */
    public static double checksumNs(final int bytes) {
        final ByteBuffer value = ByteBuffer.allocateDirect(bytes);
        final CRC32C crc = new CRC32C();
        final int count = Math.max(1, (8 << 20) / bytes);
        return medianNs(count, () -> {
            for (int i = 0; i < count; i++) {
                crc.reset();
                crc.update(value.clear());
                sink = crc.getValue();
            }
        });
    }

    /**
     * Read the clock.
     *
     * @return nanoseconds for one reading.
     */
    public static double clockNs() {
        return medianNs(CLOCK_READS, () -> {
            long sum = 0;
            for (int i = 0; i < CLOCK_READS; i++) {
                sum += System.nanoTime();
            }
            sink = sum;
        });
    }

    /**
     * Write a page to a file that has its size, and force it to the disk.
     *
     * @param directory of the file.
     * @return nanoseconds.
     * @throws IOException if the file cannot be written.
     */
    public static Histogram forceNs(final Path directory) throws IOException {
        final Path path = Files.createTempFile(directory, "taffrail-force", "");
        final Histogram histogram = new Histogram(3);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocateDirect(FORCES * PAGE), 0);
            file.force(true);
            final ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
            for (int i = 0; i < FORCES; i++) {
                file.write(page.clear(), (long) i * PAGE);
                final long start = System.nanoTime();
                file.force(false);
                histogram.recordValue(System.nanoTime() - start);
            }
        } finally {
            Files.delete(path);
        }
        return histogram;
    }

    private static double medianNs(final int count, final Runnable work) {
        final double[] rounds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            final long start = System.nanoTime();
            work.run();
            if (round >= 0) {
                rounds[round] = (System.nanoTime() - start) / (double) count;
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
