/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a main class of these tests. Signals go to it alone. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(final Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(final Class<?> main, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (final Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    long pid() {
        return process.pid();
    }

    /** Wait for a line that begins so; the line. */
    String awaitLine(final String beginning) throws IOException {
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
            line = output.readLine();
        }
        throw new AssertionError("the child ended without saying " + beginning + ": " + lines);
    }

    /** Send a signal by its name. */
    void signal(final String name) throws IOException {
        final Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        try {
            if (!kill.waitFor(30, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("cannot send " + name + " to pid=" + process.pid());
            }
        } catch (final InterruptedException ex) {
            throw new IOException(ex);
        }
    }

    /** Hold it at whatever it is doing; back when it stands. */
    void stop() throws IOException {
        signal("STOP");
        Await.until("the child stands", () -> state() == 'T');
    }

    void goOn() throws IOException {
        signal("CONT");
    }

    /** End it in the midst of what it is doing. */
    void kill() {
        process.destroyForcibly();
        Await.until("the child is gone", () -> !process.isAlive());
    }

    /** Let it end by itself: its input is closed. */
    void end() throws IOException {
        process.getOutputStream().close();
        Await.until(() -> "the child ends: " + lines, () -> !process.isAlive());
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    "the child failed: " + lines + output.lines().toList());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private char state() {
        try {
            final String stat = java.nio.file.Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (final IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }
}
