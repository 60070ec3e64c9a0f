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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a main class of these tests, and not for ever: a child that hangs ends without its last word. */
public final class ChildJvm implements AutoCloseable {
    private static final long LIFE_S = 180;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(final Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture.delayedExecutor(LIFE_S, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /** Start one. */
    public static ChildJvm start(final Class<?> main, final Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Another JVM, started by a command that stands before its own and becomes it. */
    static ChildJvm start(final List<String> prefix, final Class<?> main, final Object... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=/dev/stdout", // one that dies of a disk that is gone leaves no file
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
    public String awaitLine(final String beginning) throws IOException {
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

    /** End it in the midst of what it is doing. */
    public void kill() {
        process.toHandle().destroyForcibly(); // what it said can still be read
        Await.until("the child is gone", () -> !process.isAlive());
    }

    /** What a child that has ended said since the last line that was waited for. */
    List<String> rest() {
        return output.lines().filter(line -> !line.startsWith("publishing")).toList();
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
}
