/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a figure was measured on. */
final class Machine {
    private Machine() {}

    static String describe(final Path directory) throws IOException {
        return "machine: " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores, kernel "
                + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", "
                + Files.getFileStore(directory).type() + ", load "
                + Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String cpu() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown CPU");
        }
    }
}
