/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another process that runs a main class of the examples, and that can be killed. It ends with this one at the latest: what
 * it reads from its input ends then, which it has to look at where it waits.
 *
 * <p>Threading: one thread.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long LIFE_S = 120;

    private final Process process;
    private final BufferedReader output;
    private String lastLine = "nothing";

    private ChildJvm(final Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        // One that hangs ends all the same, and whoever waits for what it says is told.
        CompletableFuture.delayedExecutor(LIFE_S, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /**
     * Start one with the flags and the class path of this process.
     *
     * @param main      class to run.
     * @param arguments of its main method.
     * @return the process, to be closed.
     */
    public static ChildJvm start(final Class<?> main, final Object... arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (final Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            return new ChildJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot start another JVM: " + command, ex);
        }
    }

    /**
     * Wait for its next line.
     *
     * @return what it printed; null when it has ended.
     */
    public String nextLine() {
        try {
            final String line = output.readLine();
            lastLine = line == null ? lastLine : line;
            return line;
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read what the other JVM says: " + this, ex);
        }
    }

    /**
     * Whether it runs.
     *
     * @return false once it has ended.
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kill it (SIGKILL), and wait until it is gone. What it printed can still be read. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /**
     * Wait until it has ended.
     *
     * @return its exit code.
     */
    public int exitCode() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
        process.destroyForcibly(); // closes its streams too
    }

    @Override
    public String toString() {
        return "pid=" + process.pid() + " last said: " + lastLine;
    }
}
