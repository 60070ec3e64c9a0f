/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import java.util.List;
import java.util.Locale;
import org.agrona.BitUtil;

/** What a load needs; docs/sizing.md explains each line. */
final class Sizing {
    /** Batches of as many records are measured; smaller ones count as single records. */
    static final int MEASURED_BATCH = 16;

    private static final int BATCH_HEADER = 64;
    private static final int RECORD_PREFIX = 24;
    private static final int LINE = 64;
    private static final int RECORD_ALIGNMENT = 8;
    private static final double USED_OF_MEASURED = 0.5;
    private static final long SEGMENT = 128L << 20;
    private static final long MAX_RESERVE = 64L << 20;
    private static final double DISK_HEADROOM = 1.25;
    private static final int CACHED_SECONDS = 60;
    private static final double NETWORK_OVERHEAD = 1.06;

    private final double rate;
    private final int replicas;
    private final long retentionSeconds;
    private final double measuredRate;
    private final double frameBytes;

    Sizing(
            final double rate,
            final int recordBytes,
            final int batch,
            final int replicas,
            final long retentionSeconds,
            final double measuredRate) {
        this.rate = rate;
        this.replicas = replicas;
        this.retentionSeconds = retentionSeconds;
        this.measuredRate = measuredRate;
        final long records = (long) batch * BitUtil.align(RECORD_PREFIX + recordBytes, RECORD_ALIGNMENT);
        this.frameBytes = (double) BitUtil.align(BATCH_HEADER + records, LINE) / batch;
    }

    /** So many that each gets half of what one was measured to sustain. */
    int partitions() {
        return (int) Math.max(1, Math.ceil(rate / (measuredRate * USED_OF_MEASURED)));
    }

    double logBytesPerSecond() {
        return rate * frameBytes;
    }

    /** On each node that has a copy of everything, segments that are ahead or not yet deleted included. */
    double diskBytes() {
        return logBytesPerSecond() * retentionSeconds * DISK_HEADROOM + partitions() * (2.0 * SEGMENT + MAX_RESERVE);
    }

    /** What should stay in the page cache: segments that are written or ahead, and what readers may be behind. */
    double memoryBytes() {
        final double hot = partitions() * Math.min(SEGMENT + MAX_RESERVE, diskBytes());
        return hot + logBytesPerSecond() * Math.min(CACHED_SECONDS, retentionSeconds);
    }

    /** From the leaders to their followers. */
    double networkBitsPerSecond() {
        return logBytesPerSecond() * (replicas - 1) * NETWORK_OVERHEAD * Byte.SIZE;
    }

    List<String> lines() {
        return List.of(
                line("a record takes in the log", "%.0f B", frameBytes),
                line("one partition sustains here", "%,.0f records/s, with a reader", measuredRate),
                line("partitions", "%d, each used at %.0f %%", partitions(), 100 * rate / partitions() / measuredRate),
                line("written to the log", "%.1f MB/s", logBytesPerSecond() / 1e6),
                line("disk of each node", "%.1f GB", diskBytes() / 1e9),
                line("memory for the page cache", "%.2f GB, beside the heap of the application", memoryBytes() / 1e9),
                line(
                        "network of the leaders",
                        "%.1f Mbit/s to %d followers",
                        networkBitsPerSecond() / 1e6,
                        replicas - 1));
    }

    private static String line(final String what, final String format, final Object... values) {
        return String.format(Locale.ROOT, "  %-28s ", what) + String.format(Locale.ROOT, format, values);
    }
}
