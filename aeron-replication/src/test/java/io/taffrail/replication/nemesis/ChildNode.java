/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The process of a node as the test sees it. It ends when the test does: its input is closed then. */
final class ChildNode implements AutoCloseable {
    private static final long PATIENCE_S = 120;

    /** Agrona says so after 5 seconds on a busy machine, and goes on waiting. */
    private static final String SLOW_CLOSE = "failed to close due to timeout, retrying";

    private final Life life;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> strange = Collections.synchronizedList(new ArrayList<>());
    private final Thread listener = new Thread(this::listen, "child");
    private volatile int leadingTerm;

    /**
     * Start one.
     *
     * @param life    its arguments.
     * @param prefix  command that becomes the process.
     * @param options of its virtual machine.
     * @param classes directories in front of the class path.
     */
    ChildNode(final Life life, final List<String> prefix, final List<String> options, final List<Path> classes)
            throws IOException {
        this.life = life;
        final List<String> command = new ArrayList<>(prefix);
        final StringBuilder classPath = new StringBuilder();
        classes.forEach(path -> classPath.append(path).append(File.pathSeparator));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=/dev/stdout",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath + System.getProperty("java.class.path"), NodeMain.class.getName()));
        command.addAll(List.of(life.arguments()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        listener.setDaemon(true);
        listener.start();
    }

    int number() {
        return life.number();
    }

    /** Whether it says that it leads. */
    boolean isLeading() {
        return leadingTerm > 0 && process.isAlive();
    }

    /** What it said that it should not have. */
    List<String> strange() {
        return List.copyOf(strange);
    }

    void awaitStarted() {
        expect("started");
    }

    /** Let it answer; not while it stands still. */
    String ask(final String command) {
        try {
            input.write(command + "\n");
            input.flush();
        } catch (final IOException ex) {
            throw new UncheckedIOException(this + " does not listen, and said: " + strange, ex);
        }
        return expect(command.equals("end") ? "ended" : command.split(" ")[0]);
    }

    NodeState state() {
        return NodeState.of(ask("state"));
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP, and SIGCONT later, by a process of its own: it comes whatever becomes of the test. */
    Process pause(final long millis) throws IOException {
        final String script = "kill -STOP $0; sleep " + millis / 1000.0 + "; kill -CONT $0";
        return new ProcessBuilder("sh", "-c", script, Long.toString(process.pid())).start();
    }

    /** Let it close its node and go. */
    void end() {
        ask("end");
        awaitEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError(this + " ended with exitValue=" + process.exitValue() + ": " + strange);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitEnd() {
        Await.until(() -> this + " is gone", () -> !process.isAlive() && !listener.isAlive());
    }

    private String expect(final String beginning) {
        try {
            final String answer = answers.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith(beginning)) {
                throw new AssertionError("expected " + beginning + " of " + this + ", answer=" + answer + " alive="
                        + process.isAlive() + ", it said: " + strange);
            }
            return answer;
        } catch (final InterruptedException ex) {
            throw new AssertionError(ex);
        }
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line);
            }
        } catch (final IOException ex) {
            strange.add(ex.toString());
        }
        answers.add("gone"); // whoever waits need not
    }

    private void hear(final String line) {
        final String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "leading" -> leadingTerm = Integer.parseInt(words[1]);
            case "following" -> leadingTerm = 0;
            case "started", "quiet", "state", "read", "clock", "ended" -> answers.add(line);
            default -> {
                if (!line.contains(SLOW_CLOSE)) {
                    strange.add(line);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "node=" + life.node() + " life=" + life.number() + " pid=" + process.pid();
    }
}
