/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A node in a JVM of its own, with the flags of this one. It ends when this JVM does, however that happens.
 *
 * <p>Threading: one thread, but for {@link #pid()}.
 */
public final class NodeProcess implements AutoCloseable {
    private static final long ANSWER_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final int node;
    private final Process process;
    private final Writer requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * Start it; it is not waited for.
     *
     * @param plan of the node.
     * @throws IOException if it cannot be started.
     */
    public NodeProcess(final NodePlan plan) throws IOException {
        this(plan.self(), NodeMain.class, plan.arguments());
    }

    /**
     * Start a node of another kind, which says {@link NodeMain#READY} and answers as {@link NodeMain} does.
     *
     * @param node      its id.
     * @param main      what runs.
     * @param arguments of its command line.
     * @throws IOException if it cannot be started.
     */
    public NodeProcess(final int node, final Class<?> main, final List<String> arguments) throws IOException {
        this.node = node;
        process = new ProcessBuilder(command(main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        final Thread reading = new Thread(this::read, "answers-of-node-" + node);
        reading.setDaemon(true);
        reading.start();
    }

    private static List<String> command(final Class<?> main, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(NodeMain.ANSWER)) {
                    answers.add(line.substring(NodeMain.ANSWER.length()));
                } else {
                    System.err.println("node " + node + ": " + line);
                }
            }
        } catch (final IOException ex) {
            answers.add(""); // it was killed
            return;
        }
        answers.add("");
    }

    /**
     * Id of the node.
     *
     * @return as it was started with.
     */
    public int node() {
        return node;
    }

    /**
     * Id of the process.
     *
     * @return as the operating system knows it.
     */
    public long pid() {
        return process.pid();
    }

    /** Wait until the node takes part in elections. */
    public void awaitReady() {
        answer(NodeMain.READY);
    }

    /**
     * What a node of ours says of itself.
     *
     * @return its answer.
     */
    public NodeStatus status() {
        final String[] words = ask("status");
        return new NodeStatus(Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
    }

    /**
     * Ask something and wait for the answer.
     *
     * @param words of the request, the first one of which the answer repeats.
     * @return the answer's other words.
     */
    public String[] ask(final Object... words) {
        final StringBuilder request = new StringBuilder();
        for (final Object word : words) {
            request.append(request.length() == 0 ? "" : " ").append(word);
        }
        try {
            requests.append(request).append('\n').flush();
        } catch (final IOException ex) {
            throw new UncheckedIOException("node=" + node() + " does not listen to request=" + request, ex);
        }
        return answer(words[0].toString());
    }

    private String[] answer(final String request) {
        try {
            final String line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (line == null || !line.startsWith(request)) {
                dumpThreads();
                throw new IllegalStateException("node=" + node() + " gives no answer to request=" + request
                        + " but says=" + line + (process.isAlive() ? "" : " and has ended"));
            }
            return line.substring(request.length()).trim().split(" ");
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for node=" + node(), ex);
        }
    }

    /** What it does instead of an answer: its JVM prints that, and it goes to the log of the run. */
    private void dumpThreads() throws InterruptedException {
        if (process.isAlive()) {
            try {
                signal("QUIT");
            } catch (final IOException ex) {
                System.err.println("no thread dump: " + ex.getMessage());
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /**
     * SIGKILL.
     *
     * @return {@link System#nanoTime()} right before.
     */
    public long kill() {
        final long killedAtNs = System.nanoTime();
        process.destroyForcibly();
        process.onExit().join();
        return killedAtNs;
    }

    /**
     * Stop it for a while, as a long pause does: SIGSTOP.
     *
     * @throws IOException if there is no command {@code kill}.
     */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /**
     * Let it go on: SIGCONT.
     *
     * @throws IOException if there is no command {@code kill}.
     */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(final String name) throws IOException {
        final int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (status != 0) {
            throw new IOException("kill -" + name + " of node=" + node() + " ended with status " + status);
        }
    }

    /** It ends by itself when nothing can be asked any more. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (final IOException ex) {
            kill();
        } catch (final InterruptedException ex) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
