/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.testsupport.MutantLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;

/**
 * The wall clocks of the nodes. Engine and Aeron read them through Agrona; in the nodes' processes other classes stand in
 * the places of those, which add an offset. Monotonic time is left as it is, and so is that of files.
 */
final class Clocks {
    /** System property of a node's process: milliseconds by which its clock is off. */
    static final String OFFSET = "taffrail.nemesis.clock.offset";

    private static final String PACKAGE = "org.agrona.concurrent";
    private static final String SOURCE = """
            package org.agrona.concurrent;

            public class %1$s implements %2$s {
                public static final %1$s INSTANCE = new %1$s();

                public long %3$s {
                    return (System.currentTimeMillis() + Long.getLong("%4$s", 0)) * %5$dL;
                }
            }
            """;

    private final Path classes;
    private final Map<Integer, Long> offsets = new HashMap<>();

    Clocks(final Path directory) throws IOException {
        classes = Files.createDirectory(directory.resolve("clocks"));
        write("SystemEpochClock", "EpochClock", "time()", 1);
        write("SystemEpochNanoClock", "EpochNanoClock", "nanoTime()", TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** To stand in front of the class path. */
    Path classes() {
        return classes;
    }

    /** Put the clock of a node forward or back, from the right time. */
    void jump(final int node, final long millis) {
        offsets.put(node, millis);
    }

    /** For the process of a node. */
    List<String> options(final int node) {
        return List.of("-D" + OFFSET + "=" + offsets.getOrDefault(node, 0L));
    }

    private void write(final String name, final String type, final String method, final long unit) throws IOException {
        MutantLoader.write(
                classes, PACKAGE + "." + name, SOURCE.formatted(name, type, method, OFFSET, unit), EpochClock.class);
    }
}
