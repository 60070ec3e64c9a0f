/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.CommandRun;
import io.taffrail.examples.Workers;
import io.taffrail.model.ErrorCodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collectors that do not know of each other: the one that comes fences the one that is at work, somewhere in a transaction. */
class CollectorTakeoverTest {
    private static final int COLLECTORS = 8;
    private static final int FILES = 10;
    private static final int LINES = 8_000;

    @TempDir
    private Path temporary;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicInteger fenced = new AtomicInteger();

    @Test
    void shouldHaveEachLineOnceWhenCollectorsTakeOverFromEachOther() throws Exception {
        final Path folder = writeFiles();
        try (LogEngine engine = LogEngine.open(temporary.resolve("data"));
                Workers workers = new Workers()) {
            Topics.createMissing(engine);
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < COLLECTORS; i++) {
                final Collector collector = new Collector(engine, folder, workers, () -> true);
                final Thread thread = new Thread(() -> run(collector), "collector-" + i);
                threads.add(thread);
                thread.start();
                final int enough = 1 + random.nextInt(LINES);
                workers.await("lines", () -> thread.isAlive() ? enough - collector.lines() : 0);
            }
            for (final Thread thread : threads) {
                thread.join();
            }
        }

        final CommandRun run = CommandRun.of("log-aggregation", "--dir", temporary.resolve("data"), "--logs", folder);

        System.out.println("collectors: " + COLLECTORS + " fenced=" + fenced + " seed=" + seed);
        assertEquals(0, run.exitCode(), () -> "seed=" + seed + " " + run);
        assertTrue(run.out().contains("lines has " + "%,d".formatted(FILES * LINES) + " lines"), run.out());
        assertTrue(fenced.get() > 0, () -> "nobody was at work when another one came: seed=" + seed);
    }

    private void run(final Collector collector) {
        try {
            collector.run();
        } catch (final ErrorCodeException ex) {
            fenced.incrementAndGet();
        }
    }

    private Path writeFiles() throws IOException {
        final Path folder = Files.createDirectory(temporary.resolve("logs"));
        for (int file = 0; file < FILES; file++) {
            final StringBuilder lines = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                lines.append("INFO line ")
                        .append(line)
                        .append(" of file ")
                        .append(file)
                        .append('\n');
            }
            Files.writeString(folder.resolve("app-" + file + ".log"), lines);
        }
        return folder;
    }
}
