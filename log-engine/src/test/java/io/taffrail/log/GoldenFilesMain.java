/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.CheckpointDecoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.engine.Claim;
import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.engine.Publisher;
import io.taffrail.storage.BootId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes the golden files of the present format version, once: when the version is new. Never for a version whose archive
 * exists: what old engines wrote does not change when the engine does. Run it with the class path of the tests and the
 * flags that every JVM of the engine needs; the argument is {@code log-engine/src/test/resources}.
 *
 * <p>Two things are not as the engine left them: files that mean nothing once it has ended (lock, counters, errors) are
 * left out, and the boot id is another one, so that a killed engine's files look as if the machine had been started again.
 */
public final class GoldenFilesMain {
    static final Set<String> LEFT_OUT = Set.of("engine.lock", "counters", "errors");
    private static final BootId BOOT = new BootId(0x0123_4567_89AB_4DEFL, 0x8123_4567_89AB_CDEFL);
    private static final long FIRST_NS = 1_700_000_000_000_000_000L;
    private static final Map<String, String> SETTINGS =
            Map.of("segment.bytes", "65536", "index.interval.bytes", "512", "retention.ms", "-1");

    private final RecordDraft draft = new RecordDraft();
    private final List<String> lines = new ArrayList<>();
    private long timeNs = FIRST_NS;
    private int term = 1;

    private GoldenFilesMain() {}

    /**
     * Make the archive.
     *
     * @param args the directory of the test resources.
     */
    public static void main(final String[] args) throws IOException {
        final Path archive = Path.of(args[0]).resolve(GoldenFiles.archive(LogFormat.FORMAT_VERSION));
        if (Files.exists(archive)) {
            throw new IllegalStateException("archive exists: file=" + archive + ": golden files are made once");
        }
        final Path temporary = Files.createTempDirectory("golden");
        new GoldenFilesMain().closed(temporary);
        new GoldenFilesMain().killed(temporary);
        Files.createDirectories(archive.getParent());
        pack(temporary, archive);
        System.out.println("made file=" + archive + " bytes=" + Files.size(archive));
    }

    private void closed(final Path target) throws IOException {
        final Path directory = target.resolve("closed");
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(GoldenFiles.TOPIC, 1, SETTINGS);
            engine.topics().create("empty", 3);
            try (Publisher publisher = engine.publisher(GoldenFiles.TOPIC)) {
                publishOneOfEachKind(publisher);
                for (int i = 0; i < 160; i++) {
                    publish(
                            publisher,
                            GoldenFiles.bytes("key" + i % 7),
                            GoldenFiles.bytes("rolling".repeat(1 + i * 2)));
                }
                final Path index = directory.resolve(GoldenFiles.TOPIC + "-0").resolve(SegmentFiles.indexName(0, 1));
                Await.until("the first segment has an index", () -> Files.exists(index));
                endTerm(engine, publisher);
                publishOneOfEachKind(publisher);
            }
        }
        finish(directory);
    }

    private void killed(final Path target) throws IOException {
        final Path live = Files.createTempDirectory("live").resolve("data");
        final Path directory = target.resolve("killed");
        try (LogEngine engine = LogEngine.open(live);
                Publisher publisher = engine.publisher(create(engine));
                Publisher slow = engine.publisher(GoldenFiles.TOPIC)) {
            final PartitionHandle partition = engine.partition(GoldenFiles.TOPIC, 0);
            publishOneOfEachKind(publisher);
            partition.flush();
            publish(publisher, null, GoldenFiles.bytes("not durable"));
            final Claim claim = new Claim();
            final long end = accepted(() -> slow.tryClaim(100, claim));
            accepted(() -> publisher.publish(GoldenFiles.bytes("behind an open claim: lost with the machine")));
            try (LogDirectory other = LogDirectory.open(live)) {
                Await.until(
                        "others see the end",
                        () -> other.offsets(GoldenFiles.TOPIC, 0).endOffset() == end);
            }
            InspectedLog.copy(live, directory);
            claim.abort();
        }
        finish(directory);
    }

    private static String create(final LogEngine engine) {
        return engine.topics().create(GoldenFiles.TOPIC, 1, SETTINGS).name();
    }

    private void publishOneOfEachKind(final Publisher publisher) {
        publish(publisher, null, GoldenFiles.bytes("a value alone"));
        publish(publisher, GoldenFiles.bytes("key"), GoldenFiles.bytes("with a key"));
        publish(publisher, GoldenFiles.bytes("key"), null);
        publish(publisher, new byte[0], new byte[0]);
        final byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        publish(publisher, all, all, "name", "other name", "");
        batch(publisher);
        claim(publisher, true);
        claim(publisher, false);
        publish(publisher, null, GoldenFiles.bytes("behind an aborted claim"));
    }

    private void publish(final Publisher publisher, final byte[] key, final byte[] value, final String... headers) {
        final List<String> shown = prepare(key, value, headers);
        final long offset = accepted(() -> publisher.publish(draft));
        lines.add(GoldenFiles.line(offset, term, timeNs, key, value, shown));
    }

    private List<String> prepare(final byte[] key, final byte[] value, final String... headers) {
        timeNs += 1_000_003;
        draft.clear().key(key).value(value).timestamp(timeNs);
        final List<String> shown = new ArrayList<>();
        for (final String name : headers) {
            final byte[] content = name.isEmpty() ? null : GoldenFiles.bytes("content of " + name);
            draft.header(name, content);
            shown.add(GoldenFiles.header(name, content));
        }
        return shown;
    }

    private void batch(final Publisher publisher) {
        final BatchDraft batch = new BatchDraft();
        final List<List<String>> headers = new ArrayList<>();
        final long firstNs = timeNs;
        for (int i = 0; i < 5; i++) {
            headers.add(prepare(
                    i == 0 ? null : GoldenFiles.bytes("key" + i),
                    i == 4 ? null : GoldenFiles.bytes("value" + i),
                    i == 3 ? new String[] {"in a batch"} : new String[0]));
            batch.add(draft);
        }
        final long offset = accepted(() -> publisher.publish(batch));
        for (int i = 0; i < 5; i++) {
            lines.add(GoldenFiles.line(
                    offset + i,
                    term,
                    firstNs + (i + 1) * 1_000_003L,
                    i == 0 ? null : GoldenFiles.bytes("key" + i),
                    i == 4 ? null : GoldenFiles.bytes("value" + i),
                    headers.get(i)));
        }
    }

    private void claim(final Publisher publisher, final boolean isAborted) {
        final byte[] value = GoldenFiles.bytes("written in place");
        final byte[] key = GoldenFiles.bytes("in place");
        final List<String> headers = prepare(key, null, "name");
        final Claim claim = new Claim();
        accepted(() -> publisher.tryClaim(draft, value.length, claim));
        claim.buffer().putBytes(claim.index(), value);
        if (isAborted) {
            claim.abort();
        } else {
            lines.add(GoldenFiles.line(accepted(claim::commit), term, timeNs, key, value, headers));
        }
    }

    /** End the term while a claim is open, so that the next one begins in a segment of its own. */
    private void endTerm(final LogEngine engine, final Publisher publisher) {
        try (Publisher slow = engine.publisher(GoldenFiles.TOPIC)) {
            final Claim claim = new Claim();
            accepted(() -> slow.tryClaim(1_000, claim));
            accepted(() -> publisher.publish(GoldenFiles.bytes("behind an open claim: cut off")));
            final PartitionHandle partition = engine.partition(GoldenFiles.TOPIC, 0);
            partition.fence();
            if (claim.commit() != PublishResult.FENCED) {
                throw new IllegalStateException("the claim was not fenced");
            }
            term = 2;
            partition.beginTerm(term);
        }
    }

    private static long accepted(final LongSupplier attempt) {
        long result = attempt.getAsLong();
        while (PublishResult.isRetriable(result)) {
            result = attempt.getAsLong();
        }
        if (result < 0) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
        return result;
    }

    private void finish(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.toList()) {
                if (LEFT_OUT.contains(file.getFileName().toString())) {
                    Files.delete(file);
                } else if (file.endsWith(ControlFile.NAME)) {
                    otherBoot(file);
                }
            }
        }
        Files.write(directory.resolveSibling(directory.getFileName() + ".records"), lines);
    }

    private static void otherBoot(final Path control) throws IOException {
        final byte[] bytes = Files.readAllBytes(control);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (final int slot : new int[] {LogFormat.CHECKPOINT_SLOT_0, LogFormat.CHECKPOINT_SLOT_1}) {
            final CheckpointDecoder decoder = new CheckpointDecoder().wrap(buffer, slot);
            if (decoder.sequence() > 0) {
                new CheckpointEncoder()
                        .wrap(buffer, slot)
                        .bootIdHigh(BOOT.high())
                        .bootIdLow(BOOT.low());
                Slots.seal(buffer, slot, CheckpointEncoder.ENCODED_LENGTH);
            }
        }
        Files.write(control, bytes);
    }

    private static void pack(final Path from, final Path archive) throws IOException {
        try (OutputStream stream = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(stream);
                Stream<Path> files = Files.walk(from)) {
            zip.setLevel(9);
            for (final Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                final ZipEntry entry = new ZipEntry(from.relativize(file).toString());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
    }
}
