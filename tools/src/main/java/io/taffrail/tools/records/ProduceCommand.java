/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.producer.TransactionalProducer;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail produce}: a record for each line. */
@Command(
        name = "produce",
        description = {
            "Publish a record for each line of standard input or of a file; its bytes are the value, unchanged.",
            "The directory must not be owned by another process. A summary goes to standard error."
        })
public final class ProduceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "TOPIC", description = "Name of the topic.")
    private String name;

    @Option(
            names = "--partition",
            paramLabel = "P",
            description = "Partition for every record (default: by key; without a key, one for a while, then another).")
    private Integer partition;

    @Option(names = "--file", paramLabel = "F", description = "Read this file instead of standard input.")
    private Path file;

    @Option(
            names = "--key-field",
            paramLabel = "N",
            description = "The N-th field of a line, from 1, is the record's key; the value stays the whole line.")
    private Integer keyField;

    @Option(
            names = "--separator",
            paramLabel = "C",
            description = "What separates fields for --key-field (default: a tab).")
    private String separator;

    @Option(names = "--sync", description = "Have every batch durable before the next one, and everything at the end.")
    private boolean isSync;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = "Publish this many records at once (default: ${DEFAULT-VALUE}); fewer when input pauses.")
    private int batch;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Header of every record; may be repeated.")
    private List<String> headers = new ArrayList<>();

    @Mixin
    private ProducerOptions producers;

    private volatile LineProduction running;

    /** For picocli. */
    public ProduceCommand() {}

    @Override
    public void run() {
        if (batch < 1) {
            throw new ParameterException(spec.commandLine(), "--batch=" + batch + " must be 1 or more");
        }
        if (keyField == null && separator != null) {
            throw new ParameterException(spec.commandLine(), "--separator needs --key-field");
        }
        final String problem = producers.problem(spec.commandLine().getParseResult());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        final LineFormat format = new LineFormat(keyField, separator, headers, partition);
        try (InputStream in = open()) {
            produce(in, format);
        } catch (final IOException ex) {
            throw new IllegalArgumentException(
                    "cannot read " + (file == null ? "standard input" : "file=" + file) + ": " + ex.getMessage(), ex);
        }
    }

    private InputStream open() throws IOException {
        if (file == null) {
            return Streams.of(spec).in();
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("no such file: file=" + file);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("not a file but a directory: file=" + file);
        }
        return Files.newInputStream(file);
    }

    private void produce(final InputStream in, final LineFormat format) throws IOException {
        try (LogEngine engine = directory.ownPresent()) {
            final Thread closer = new Thread(() -> stop(engine), "taffrail-close");
            Runtime.getRuntime().addShutdownHook(closer);
            try {
                final TopicDescription topic = directory.topic(engine, name);
                if (partition != null) {
                    DataDirectory.requirePartition(topic, partition);
                }
                produce(engine, topic, in, format);
            } finally {
                removeHook(closer);
            }
        }
    }

    private void produce(
            final LogEngine engine, final TopicDescription topic, final InputStream in, final LineFormat format)
            throws IOException {
        final TransactionalProducer producer = producers.open(engine);
        try (Transactions transactions = new Transactions(producer, producers);
                BatchPublisher publisher =
                        new BatchPublisher(engine, producers.publisher(engine, producer, name), topic, batch, isSync)) {
            final LineProduction lines =
                    new LineProduction(new LineReader(in, publisher.limitBytes()), format, publisher, transactions);
            running = lines;
            final long startNs = System.nanoTime();
            if (lines.run()) {
                printSummary(publisher.published(), lines.bytes(), System.nanoTime() - startNs, transactions);
            }
        }
    }

    /** The process is told to end. */
    private void stop(final LogEngine engine) {
        final LineProduction lines = running;
        final String stopped = lines == null ? null : lines.stop();
        if (stopped != null) {
            spec.commandLine().getErr().println("stopped: " + stopped);
            spec.commandLine().getErr().flush();
        }
        engine.close();
    }

    private void printSummary(
            final long records, final long bytes, final long elapsedNs, final Transactions transactions) {
        final double seconds = Math.max(1, elapsedNs) / (double) TimeUnit.SECONDS.toNanos(1);
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "published topic=%s records=%d bytes=%d seconds=%.3f rate=%.0f records/s %.1f MB/s%s%s",
                        name,
                        records,
                        bytes,
                        seconds,
                        records / seconds,
                        bytes / seconds / 1e6,
                        isSync ? " durable" : "",
                        transactions.isOn() ? " transactions=" + transactions.committed() : ""));
        spec.commandLine().getErr().flush();
    }

    private static void removeHook(final Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException ignored) {
            // the JVM is ending, and the hook at work
        }
    }
}
