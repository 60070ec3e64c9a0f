/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.examples.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes log files, as applications do: appends to several, now and then the half of a line, and rotates one of them.
 *
 * <p>Threading: {@link #run} is one thread; {@link #isDone} is for any.
 */
final class LogWriter implements Runnable {
    static final String ROTATED = "matching.log";
    private static final List<String> STREAMS = List.of("gateway.log", ROTATED, "market.log", "risk.log");
    private static final List<String> LEVELS =
            List.of("INFO", "INFO", "INFO", "INFO", "DEBUG", "DEBUG", "WARN", "ERROR");
    private static final int LINES_AT_ONCE = 25;
    private static final long REST_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Path folder;
    private final int lines;
    private final Random random;
    private final Workers workers;
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean isDone;

    LogWriter(final Path folder, final int lines, final long seed, final Workers workers) {
        this.folder = folder;
        this.lines = lines;
        this.workers = workers;
        random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            Files.createDirectories(folder);
            for (final String stream : STREAMS) {
                writers.add(open(stream));
            }
            for (int line = 0; line < lines && !workers.isStopped(); line++) {
                if (line == lines / 2) {
                    rotate();
                }
                write(line);
            }
            for (final Writer writer : writers) {
                writer.close();
            }
            isDone = true;
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot write log files: logs=" + folder, ex);
        }
    }

    /** Whether all lines are written. */
    boolean isDone() {
        return isDone;
    }

    private void write(final int line) throws IOException {
        final Writer writer = writers.get(random.nextInt(STREAMS.size()));
        final String level = LEVELS.get(random.nextInt(LEVELS.size()));
        writer.write(Instant.now() + " " + level + " order " + random.nextInt(1_000_000));
        if (line % LINES_AT_ONCE == 0) { // readers see the half of this line, and all there is of the other files
            for (final Writer each : writers) {
                each.flush();
            }
            LockSupport.parkNanos(REST_NS);
        }
        writer.write(" took " + random.nextInt(1_000) + " us\n");
    }

    private void rotate() throws IOException {
        writers.get(STREAMS.indexOf(ROTATED)).close();
        int oldest = 1;
        while (Files.exists(rotated(oldest))) {
            oldest++;
        }
        for (int age = oldest; age > 1; age--) {
            Files.move(rotated(age - 1), rotated(age));
        }
        Files.move(folder.resolve(ROTATED), rotated(1));
        writers.set(STREAMS.indexOf(ROTATED), open(ROTATED));
    }

    private Path rotated(final int age) {
        return folder.resolve(ROTATED + "." + age);
    }

    private Writer open(final String stream) throws IOException {
        return Files.newBufferedWriter(folder.resolve(stream), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
