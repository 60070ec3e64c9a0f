/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Facts of the machine, and of the sources. */
public final class Machine {
    private Machine() {}

    /**
     * Model of the processor.
     *
     * @return as the kernel names it.
     * @throws IOException if it cannot be read.
     */
    public static String cpu() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown CPU");
        }
    }

    /**
     * Cores that this JVM may use.
     *
     * @return the number.
     */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Memory of the machine.
     *
     * @return bytes.
     */
    public static long memoryBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /**
     * Kernel.
     *
     * @return name and version.
     */
    public static String kernel() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /**
     * JDK.
     *
     * @return maker and version.
     */
    public static String jdk() {
        return System.getProperty("java.vm.vendor") + " " + Runtime.version();
    }

    /**
     * Flags of this JVM.
     *
     * @return as they were given.
     */
    public static List<String> jvmFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /**
     * Type of the file system of a directory.
     *
     * @param directory which is there.
     * @return for example ext4.
     * @throws IOException if it cannot be read.
     */
    public static String fileSystem(final Path directory) throws IOException {
        return Files.getFileStore(directory).type();
    }

    /**
     * Load average over the last minute.
     *
     * @return of the machine.
     */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /**
     * One line for the head of an output.
     *
     * @param directory where files go.
     * @return processor, cores, kernel, JDK, file system, load.
     * @throws IOException if something cannot be read.
     */
    public static String describe(final Path directory) throws IOException {
        return "machine: " + cpu() + ", " + cores() + " cores, " + kernel() + ", JDK " + Runtime.version() + ", "
                + fileSystem(directory) + ", load " + load();
    }

    /**
     * Commit of the sources that this was built from.
     *
     * @param home folder of the sources, or null.
     * @return short hash, with a plus sign when files were changed since; "unknown" without git.
     */
    public static String commit(final Path home) {
        if (home == null) {
            return "unknown";
        }
        final String hash = git(home, "rev-parse", "--short=12", "HEAD");
        final String changes = git(home, "status", "--porcelain", "--untracked-files=no");
        return hash == null ? "unknown" : hash.trim() + (changes == null || changes.isBlank() ? "" : "+");
    }

    private static String git(final Path home, final String... arguments) {
        try {
            final Process process = new ProcessBuilder(
                            Stream.concat(Stream.of("git", "-C", home.toString()), Stream.of(arguments))
                                    .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : null;
        } catch (final IOException ex) {
            return null; // there is no git
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
