/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Looks now and then at how much the files of a directory hold while something else runs. */
final class DiskUse {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path directory;
    private final LongSummaryStatistics samples = new LongSummaryStatistics();
    private final Thread thread = new Thread(this::sample, "disk-use");
    private volatile boolean isOn = true;

    DiskUse(final Path directory) {
        this.directory = directory;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        isOn = false;
        try {
            thread.join();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    long meanBytes() {
        return (long) samples.getAverage();
    }

    private void sample() {
        while (isOn) {
            try (Stream<Path> walk = Files.walk(directory)) {
                samples.accept(walk.mapToLong(path -> path.toFile().length()).sum());
            } catch (final IOException | UncheckedIOException ex) {
                continue; // a file went away meanwhile
            }
            LockSupport.parkNanos(INTERVAL_NS);
        }
    }
}
