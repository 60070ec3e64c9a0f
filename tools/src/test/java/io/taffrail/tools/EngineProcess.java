/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another process that owns a data directory: publishes, leaves a claim open, and goes on until it is killed. */
public final class EngineProcess implements AutoCloseable {
    public static final String TOPIC = "live";
    public static final int BEFORE_CLAIM = 1000;
    public static final int AFTER_CLAIM = 50;

    private final Process process;

    private EngineProcess(final Process process) {
        this.process = process;
    }

    /**
     * Start it, and wait until it has published.
     *
     * @param isBusy publish on and on into segments of 64 KiB, instead of leaving a claim open.
     */
    public static EngineProcess start(final Path directory, final boolean isBusy) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(EngineProcess.class.getName(), directory.toString(), Boolean.toString(isBusy)));
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .start();
        final BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(out.readLine())) {
            process.destroyForcibly();
            throw new IOException("the other process did not start: " + command);
        }
        return new EngineProcess(process);
    }

    public long pid() {
        return process.pid();
    }

    /** Kill it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(final String[] args) throws Exception {
        final LogEngine engine = LogEngine.open(Path.of(args[0]));
        engine.topics().create(TOPIC, 1, Map.of("segment.bytes", "65536"));
        final Publisher publisher = engine.publisher(TOPIC);
        for (int i = 0; i < BEFORE_CLAIM; i++) {
            publisher.publish(null, "value" + i);
        }
        if (Boolean.parseBoolean(args[1])) {
            System.out.println("ready");
            for (long i = BEFORE_CLAIM; i < 2_000_000; i++) {
                publisher.publish(null, "value" + i);
                if (i % 20 == 0) {
                    Thread.sleep(1);
                }
            }
        } else {
            engine.publisher(TOPIC).tryClaim(64, new Claim());
            for (int i = 0; i < AFTER_CLAIM; i++) {
                publisher.publish(null, "after" + i);
            }
            awaitReaders(Path.of(args[0]));
            System.out.println("ready");
        }
        Thread.sleep(600_000);
    }

    /** Others follow rolls by the manifest, which is written a little later. */
    private static void awaitReaders(final Path directory) {
        try (LogDirectory source = LogDirectory.open(directory);
                Subscription live = source.subscribe(TOPIC, StartAt.earliest())) {
            int read = 0;
            while (read < BEFORE_CLAIM) {
                read += live.poll(record -> {}, BEFORE_CLAIM);
            }
        }
    }
}
