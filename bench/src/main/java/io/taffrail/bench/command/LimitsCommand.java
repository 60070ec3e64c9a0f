/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Costs;
import io.taffrail.bench.machine.HandOff;
import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Road;
import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code taffrail bench limits}. */
@Command(
        name = "limits",
        description = {
            "What this machine charges for the parts of a log, and the rates that no log can pass therefore:",
            "the copy, the checksum, the preparation of pages, the hand-off from core to core, the clock, a force."
        })
public final class LimitsCommand implements Callable<Integer> {
    private static final int[] SIZES = {100, 1024};
    private static final long ROAD_KEPT = 1L << 30;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            paramLabel = "D",
            description = "file system to measure (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    @Option(
            names = "--duration",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "of the preparation of pages (default: ${DEFAULT-VALUE})",
            defaultValue = "10s")
    private int seconds;

    /** For picocli. */
    public LimitsCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        final double road = Road.measure(directory, ROAD_KEPT, seconds);
        final double handOffNs = Machine.cores() > 1 ? HandOff.measureNs() : Double.NaN;
        line("pages zeroed, mapped and touched", "%.2f GB/s", road / 1e9);
        line("a cache line from core to core", "%.0f ns", handOffNs);
        line("the clock", "%.1f ns", Costs.clockNs());
        final Histogram force = Costs.forceNs(directory);
        line(
                "a page forced to the disk",
                "p50 %.0f us, p99 %.0f us",
                force.getValueAtPercentile(50) / 1e3,
                force.getValueAtPercentile(99) / 1e3);
        for (final int size : SIZES) {
            limits(size, road);
        }
        return 0;
    }

    private static void limits(final int valueBytes, final double road) {
        final int single = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH + valueBytes;
        final int frame = LogFormat.alignedBatchLength(single);
        final double copyNs = Costs.copyNs(valueBytes);
        final double checksumNs = Costs.checksumNs(frame - LogFormat.CRC_COVERED_FROM);
        System.out.printf(Locale.ROOT, "%,d-byte values, each a batch of %,d bytes%n", valueBytes, frame);
        line("the copy", "%.1f ns, %.1f GB/s", copyNs, valueBytes / copyNs);
        line("the checksum", "%.1f ns, %.1f GB/s", checksumNs, (frame - LogFormat.CRC_COVERED_FROM) / checksumNs);
        line("burst, one thread, at most", "%.1f M/s", 1e3 / (copyNs + checksumNs));
        line("sustained, one partition, at most", "%.1f M/s", road / frame / 1e6);
    }

    private static void line(final String what, final String format, final Object... values) {
        System.out.printf(Locale.ROOT, "  %-36s ", what);
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
