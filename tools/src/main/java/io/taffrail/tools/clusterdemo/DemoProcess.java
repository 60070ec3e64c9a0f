/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node's process as its parent sees it. Threading: lines are read by a thread of its own. */
final class DemoProcess implements AutoCloseable {
    private static final long END_S = 30;

    private final int id;
    private final Process process;
    private volatile int leadingTerm;
    private volatile long committedNs;
    private volatile int records;

    DemoProcess(final int id, final DemoPlan plan) throws IOException {
        this.id = id;
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xm") && !argument.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), DemoNode.class.getName()));
        command.addAll(plan.arguments(id));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final Thread reader = new Thread(this::read, "taffrail-demo-node-" + id);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLine(line.split(" "));
            }
        } catch (final IOException ex) {
            // the process was killed
        }
    }

    private void onLine(final String[] words) {
        switch (words[0]) {
            case "LEADS" -> leadingTerm = Integer.parseInt(words[1]);
            case "COMMITTED" -> committedNs = Long.parseLong(words[1]);
            case "HAS" -> records = Integer.parseInt(words[1]);
            default -> System.err.println("node " + id + ": " + String.join(" ", words));
        }
    }

    int id() {
        return id;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Newest term that it said it leads, 0 for none. */
    int leadingTerm() {
        return leadingTerm;
    }

    /** When the first record of its reign was committed, by the monotonic clock that all processes share; 0 for none. */
    long committedNs() {
        return committedNs;
    }

    /** Records that it knows to be committed. */
    int records() {
        return records;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ask it to end in order, and wait; false when it did not, or not well. */
    boolean stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor(END_S, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
