/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** Makes logs to inspect, and keeps what an inspector told of one. */
final class InspectedLog implements LogVisitor {
    static final String TOPIC = "orders";

    final List<LogFacts.Finding> findings = new ArrayList<>();
    final List<LogFacts.SegmentFacts> segments = new ArrayList<>();
    final List<LogFacts.Batch> batches = new ArrayList<>();
    final List<LogFacts.IndexEntry> indexEntries = new ArrayList<>();
    LogFacts.Control control;
    LogFacts.ManifestFacts manifest;
    LogFacts.SegmentEnd end;
    long progress;

    /** Inspect a partition. */
    static InspectedLog of(final Path partition) throws IOException {
        final InspectedLog seen = new InspectedLog();
        new LogInspector(new FileStorage()).inspectPartition(partition, seen);
        return seen;
    }

    /** A data directory with a topic of one partition and records over several segments, closed in order. */
    static Path closed(final Path directory, final int records) {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, 1, Map.of("segment.bytes", "65536", "index.interval.bytes", "512"));
            publish(engine, records);
        }
        return partition(directory);
    }

    static void publish(final LogEngine engine, final int records) {
        publish(engine, TOPIC, records);
    }

    static void publish(final LogEngine engine, final String topic, final int records) {
        try (Publisher publisher = engine.publisher(topic)) {
            for (int i = 0; i < records; i++) {
                final String value = "value" + "x".repeat(i % 100);
                long result = publisher.publish("key" + i, value);
                while (PublishResult.isRetriable(result)) {
                    result = publisher.publish("key" + i, value);
                }
                if (result < 0) {
                    throw new IllegalStateException(PublishResult.describe(result));
                }
            }
        }
    }

    /** What is left when the process dies while a claim is open and something behind it was committed. */
    static Path killed(final Path directory, final Path copy, final int before, final int after) throws IOException {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, 1, Map.of("segment.bytes", "65536"));
            publish(engine, before);
            try (Publisher slow = engine.publisher(TOPIC)) {
                final Claim claim = new Claim();
                if (slow.tryClaim(100, claim) < 0) {
                    throw new IllegalStateException("no claim");
                }
                publish(engine, after);
                copy(directory, copy);
                claim.abort();
            }
        }
        return partition(copy);
    }

    static Path partition(final Path directory) {
        return directory.resolve(TOPIC + "-0");
    }

    /** Copies a directory whose engine is at work: again, until no file came, went or was replaced meanwhile. */
    static void copy(final Path from, final Path to) throws IOException {
        Map<Path, Object> before;
        Map<Path, Object> after = Map.of();
        do {
            IoUtil.delete(to.toFile(), true);
            before = after;
            try {
                copyOnce(from, to);
                after = identities(from);
            } catch (final NoSuchFileException ex) {
                after = Map.of();
            }
        } while (after.isEmpty() || !after.equals(before));
    }

    private static void copyOnce(final Path from, final Path to) throws IOException {
        for (final Path path : filesBelow(from)) {
            final Path copied = to.resolve(from.relativize(path));
            Files.createDirectories(copied.getParent());
            Files.copy(path, copied);
        }
    }

    private static Map<Path, Object> identities(final Path directory) throws IOException {
        final Map<Path, Object> keys = new HashMap<>();
        for (final Path path : filesBelow(directory)) {
            keys.put(path, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        }
        return keys;
    }

    private static List<Path> filesBelow(final Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !Files.isDirectory(path)).toList();
        } catch (final UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

    static List<Path> files(final Path partition, final String suffix) throws IOException {
        try (Stream<Path> paths = Files.list(partition)) {
            return paths.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Change one byte. */
    static void flip(final Path file, final long position, final int mask) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ mask)).flip();
            channel.write(one, position);
        }
    }

    List<LogFacts.Finding> damages() {
        return of(LogFacts.Severity.DAMAGE);
    }

    List<LogFacts.Finding> of(final LogFacts.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    long records() {
        return batches.stream().mapToLong(LogFacts.Batch::recordCount).sum();
    }

    @Override
    public void onControl(final LogFacts.Control facts) {
        control = facts;
    }

    @Override
    public void onManifest(final LogFacts.ManifestFacts facts) {
        manifest = facts;
    }

    @Override
    public void onSegment(final LogFacts.SegmentFacts facts) {
        segments.add(facts);
    }

    @Override
    public void onBatch(final LogFacts.Batch batch) {
        batches.add(batch);
    }

    @Override
    public void onSegmentEnd(final LogFacts.SegmentEnd facts) {
        end = facts;
    }

    @Override
    public void onIndexEntry(final LogFacts.IndexEntry entry) {
        indexEntries.add(entry);
    }

    @Override
    public void onFinding(final LogFacts.Finding finding) {
        findings.add(finding);
    }

    @Override
    public void onProgress(final long bytes) {
        progress += bytes;
    }
}
