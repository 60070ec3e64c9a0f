/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.log.ReaderStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A burst into prepared pages: how many records a second, alone or until a reader on the other core has them all. */
@Command(name = "burst", description = "A burst into a prepared road, beside a bare mapping and Aeron IPC.")
final class BurstCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--mib",
            converter = Options.Positive.class,
            description = "MiB of log written in a burst (default: ${DEFAULT-VALUE})",
            defaultValue = "512")
    private int mib;

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "measured rounds (default: ${DEFAULT-VALUE})",
            defaultValue = "7")
    private int rounds;

    @Option(
            names = "--warmup",
            converter = Options.NotNegative.class,
            description = "rounds before (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    private int warmup;

    @Option(names = "--reader", description = "attach a reader that keeps up to the end")
    private boolean hasReader;

    @Option(names = "--targets", split = ",", description = "only these, by name (default: all)")
    private List<String> targets = List.of();

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final List<String> chosen = chosen();
        final int frame = BitUtil.align(88 + size, 64);
        final int records = (int) ((long) mib * (1 << 20) / frame);
        System.out.println(Machine.describe(directory));
        System.out.printf(
                "burst: %,d records of %d B (%d B in the log), %s, %d rounds after %d%n",
                records, size, frame, hasReader ? "with a reader to the end" : "alone", rounds, warmup);
        final Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < warmup + rounds; round++) {
            for (final String name : chosen) {
                final double rate = run(name, records, (long) records * frame);
                if (round >= warmup) {
                    rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
                }
            }
        }
        final double baseline = Statistics.median(
                rates.getOrDefault("bare mapping", rates.values().iterator().next()));
        rates.forEach((name, list) -> System.out.printf(
                "  %-28s %8.2f M/s  (%.2f to %.2f)   %5.2f of bare%n",
                name,
                Statistics.median(list),
                Statistics.min(list),
                Statistics.max(list),
                Statistics.median(list) / baseline));
        return 0;
    }

    private List<String> chosen() {
        final List<String> known = names();
        for (final String name : targets) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "no target '" + name + "'; there are " + String.join(", ", known));
            }
        }
        return targets.isEmpty() ? known : targets;
    }

    private List<String> names() {
        final List<String> names = new ArrayList<>(List.of("bare mapping"));
        if (hasReader) {
            names.addAll(
                    List.of("aeron ipc", "taffrail eager", "taffrail pause", "taffrail batch", "taffrail pause x16"));
        } else {
            names.addAll(List.of("floor", "floor less checksum", "taffrail", "taffrail x16"));
        }
        return names;
    }

    private Target open(final String name, final Path at, final long bytes) throws IOException {
        return switch (name) {
            case "bare mapping" -> new BareMapping(at, bytes);
            case "floor" -> new FloorMapping(at, bytes, true);
            case "floor less checksum" -> new FloorMapping(at, bytes, false);
            case "aeron ipc" -> new AeronIpcTarget(at);
            case "taffrail eager" -> new TaffrailTarget(at, bytes, ReaderStrategy.EAGER, 1);
            case "taffrail batch" -> new TaffrailTarget(at, bytes, ReaderStrategy.BATCH, 1);
            case "taffrail x16", "taffrail pause x16" -> new TaffrailTarget(at, bytes, ReaderStrategy.PAUSE, 16);
            case "taffrail", "taffrail pause" -> new TaffrailTarget(at, bytes, ReaderStrategy.PAUSE, 1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private double run(final String name, final int records, final long bytes)
            throws IOException, InterruptedException {
        final Path at = Scratch.create(directory);
        try (Target target = open(name, at, bytes)) {
            final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
            final Thread reader = new Thread(() -> drain(target, records), "reader");
            if (hasReader) {
                reader.start();
                Thread.sleep(20);
            }
            final long start = System.nanoTime();
            for (int i = 0; i < records; i++) {
                value.putLong(0, i);
                while (!target.publish(value, size)) {
                    Thread.onSpinWait();
                }
            }
            target.flush();
            reader.join();
            return records * 1000.0 / (System.nanoTime() - start);
        } finally {
            Scratch.delete(at);
        }
    }

    private static void drain(final Target target, final int records) {
        int seen = 0;
        while (seen < records) {
            seen += target.poll();
        }
    }
}
