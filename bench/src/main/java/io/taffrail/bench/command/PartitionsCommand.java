/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.RecordDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What many idle partitions cost. */
@Command(name = "partitions", description = "Opening an engine with many idle partitions, and what they hold.")
public final class PartitionsCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";

    @Option(
            names = "--partitions",
            converter = Options.Positive.class,
            description = "how many (default: ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int partitions;

    @Option(
            names = "--used",
            converter = Options.NotNegative.class,
            description = "of them hold a record (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int used;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            description = "where files go (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    /** For picocli. */
    public PartitionsCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(directory));
        final Path at = Scratch.create(directory);
        try {
            try (LogEngine engine = LogEngine.open(at)) {
                engine.topics().create(TOPIC, partitions);
                publish(engine);
            }
            for (int round = 0; round < 3; round++) {
                final long before = System.nanoTime();
                try (LogEngine engine = LogEngine.open(at)) {
                    System.out.printf(
                            "  %,d partitions open in %.0f ms, %d topics, mappings %d, descriptors %d, disk %.1f MiB%n",
                            partitions,
                            (System.nanoTime() - before) / 1e6,
                            engine.listTopics().size(),
                            Files.readAllLines(Path.of("/proc/self/maps")).size(),
                            count(Path.of("/proc/self/fd")),
                            size(at) / 1048576.0);
                }
            }
        } finally {
            Scratch.delete(at);
        }
        return 0;
    }

    private void publish(final LogEngine engine) {
        final RecordDraft draft = new RecordDraft().value("value".getBytes(StandardCharsets.UTF_8));
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < used; i++) {
                publisher.publish(draft.partition(i));
            }
        }
    }

    private static long count(final Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.count();
        }
    }

    private static long size(final Path path) throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
