/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Where the cores' time went, by the kernel's accounts (proc(5)). Between two looks: what the host took (steal), and what
 * was used by neither this process, nor its children, nor threads of the kernel, which may work for us.
 */
public final class CpuUse {
    private static final Path PROC = Path.of("/proc");
    private static final int KERNEL_THREADS = 2;
    private static final int FIELDS = 8; // of the line cpu of /proc/stat: guest time is part of user time
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    private static final int PARENT = 1; // of /proc/pid/stat, counted from the state
    private static final int USER = 11;
    private static final int SYSTEM_OF_CHILDREN = 14;

    private final long total;
    private final long busy;
    private final long steal;
    private final long known;

    private CpuUse(final long[] cpu, final long known) {
        this.total = LongStream.of(cpu).sum();
        this.busy = total - cpu[IDLE] - cpu[IO_WAIT] - cpu[STEAL];
        this.steal = cpu[STEAL];
        this.known = known;
    }

    /** Shares of all cores' time, in percent. */
    public record Share(double stealPercent, double othersPercent) {}

    /**
     * Look.
     *
     * @return the accounts as they stand.
     * @throws IOException if they cannot be read.
     */
    public static CpuUse look() throws IOException {
        final long known = oursAndTheKernels();
        final String[] fields =
                Files.readAllLines(PROC.resolve("stat")).get(0).trim().split(" +");
        final long[] cpu = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            cpu[i] = Long.parseLong(fields[i + 1]);
        }
        return new CpuUse(cpu, known);
    }

    /**
     * What happened since an earlier look.
     *
     * @param before the earlier look.
     * @return shares of the time between them.
     */
    public Share since(final CpuUse before) {
        final double elapsed = Math.max(1, total - before.total);
        final long others = Math.max(0, busy - before.busy - (known - before.known));
        return new Share(100 * (steal - before.steal) / elapsed, 100 * others / elapsed);
    }

    /** Ticks of this process, its descendants, and the kernel's own threads. */
    private static long oursAndTheKernels() throws IOException {
        final Set<Long> ours = new HashSet<>();
        ours.add(ProcessHandle.current().pid());
        ProcessHandle.current().descendants().forEach(child -> ours.add(child.pid()));
        long ticks = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (final Path process : processes) {
                final long pid = Long.parseLong(process.getFileName().toString());
                ticks += ticks(process.resolve("stat"), ours.contains(pid));
            }
        }
        return ticks;
    }

    private static long ticks(final Path stat, final boolean isOurs) {
        final String line;
        try {
            line = Files.readString(stat, StandardCharsets.ISO_8859_1);
        } catch (final IOException ex) {
            return 0; // it ended meanwhile
        }
        final String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        if (isOurs || Long.parseLong(fields[PARENT]) == KERNEL_THREADS) {
            for (int i = USER; i <= SYSTEM_OF_CHILDREN; i++) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks;
    }
}
