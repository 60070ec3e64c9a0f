/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a killed process leaves: another JVM publishes, is stopped at a random instruction, and its directory is copied,
 * which is what a kill at that instruction would have left. Everything it was told is published must be there.
 */
class KillImageTest {
    private static final int PUBLISHERS = 3;

    /** A publisher that is killed between the answer and its note publishes that batch again. */
    private static final int MAX_REPEATED = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"async,65536,2097152,6", "async,262144,1048576,4", "sync,65536,-1,4", "interval,65536,524288,4"})
    void shouldKeepWhatWasAcknowledgedWhenKilledAtAnyMoment(
            final String durability, final int segmentBytes, final long retentionBytes, final int images)
            throws Exception {
        final long seed = segmentBytes + images;
        System.out.println("seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final Path live = directory.resolve("live");
        final Path progress = directory.resolve("progress");
        try (ChildJvm child = ChildJvm.start(
                PublishingMain.class,
                live,
                progress,
                PUBLISHERS,
                "durability=" + durability,
                "segment.bytes=" + segmentBytes,
                "retention.bytes=" + retentionBytes,
                "max.message.bytes=16384")) {
            child.awaitLine("publishing");
            for (int i = 0; i < images; i++) {
                final Path image = directory.resolve("image" + i);
                final long more = random.nextLong(20_000);
                final long before = total(progress);
                io.taffrail.log.Await.until("the child goes on", () -> total(progress) >= before + more / 100);
                for (int spin = random.nextInt(3_000_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                child.stop();
                final long[] acknowledged = acknowledged(progress);
                copy(live, image);
                child.goOn();
                check(image, acknowledged, 1);
                delete(image);
            }
        }
    }

    @Test
    void shouldGoOnInTheSameDirectoryWhenKilledAgainAndAgain() throws Exception {
        final Path live = directory.resolve("live");
        final Path progress = directory.resolve("progress");
        for (int round = 0; round < 5; round++) {
            try (ChildJvm child = ChildJvm.start(
                    PublishingMain.class,
                    live,
                    progress,
                    PUBLISHERS,
                    "segment.bytes=65536",
                    "retention.bytes=500000")) {
                final long before = Files.exists(progress) ? total(progress) : 0;
                child.awaitLine("publishing");
                io.taffrail.log.Await.until("the child publishes", () -> total(progress) > before + 2_000);
                child.kill();
            }
        }
        check(live, acknowledged(progress), MAX_REPEATED);
    }

    /** Open, twice: first it is recovered, then it was closed. */
    private static void check(final Path image, final long[] acknowledged, final int repeated) {
        final long[] next = new long[PUBLISHERS];
        final long end;
        final int term;
        try (LogEngine engine = LogEngine.open(image)) {
            Arrays.fill(next, -1);
            final long read = readAll(engine, next, repeated);
            for (int i = 0; i < PUBLISHERS; i++) {
                final int publisher = i;
                assertTrue(
                        next[i] >= acknowledged[i] || acknowledged[i] == 0,
                        () -> "publisher=" + publisher + " acknowledged=" + acknowledged[publisher] + " found="
                                + next[publisher]);
            }
            assertTrue(read > 0, "nothing was read");
            final PartitionOffsets offsets = engine.offsets(PublishingMain.TOPIC, 0);
            end = offsets.endOffset();
            assertEquals(end, offsets.durableOffset());
            try (Publisher publisher = engine.publisher(PublishingMain.TOPIC)) {
                assertEquals(end, publisher.publish(value(0, next[0])));
            }
            term = engine.offsets(PublishingMain.TOPIC, 0).term();
            assertTrue(term > 1, "an unclean open raises the term: term=" + term);
        }
        try (LogEngine engine = LogEngine.open(image)) {
            final long[] again = new long[PUBLISHERS];
            Arrays.fill(again, -1);
            readAll(engine, again, repeated);
            next[0] = Math.max(next[0], 0) + 1;
            assertEquals(next[0], Math.max(again[0], 1));
            assertEquals(end + 1, engine.offsets(PublishingMain.TOPIC, 0).endOffset());
            assertEquals(term, engine.offsets(PublishingMain.TOPIC, 0).term(), "a clean open keeps the term");
        }
    }

    private static long readAll(final LogEngine engine, final long[] next, final int repeated) {
        final long[] last = {-1};
        long read = 0;
        try (Subscription all = engine.subscribe(PublishingMain.TOPIC, StartAt.earliest())) {
            int polled;
            do {
                polled = all.poll(record -> last[0] = check(record, next, last[0], repeated), 1000);
                read += polled;
            } while (polled > 0);
            assertEquals(0, polled);
            assertEquals(all.endOffset(0), all.position(0));
        }
        return read;
    }

    private static long check(final Record record, final long[] next, final long last, final int repeated) {
        final int at = record.valueIndex();
        final int publisher = (int) record.buffer().getLong(at);
        final long number = record.buffer().getLong(at + 8);
        assertTrue(record.offset() > last);
        assertTrue(
                number <= next[publisher] && number > next[publisher] - repeated || next[publisher] < 0,
                () -> "publisher=" + publisher + " expected=" + next[publisher] + " found=" + number);
        for (int i = 16; i < record.valueLength(); i++) {
            assertEquals((byte) (publisher * 31 + number), record.buffer().getByte(at + i), "torn record");
        }
        next[publisher] = number + 1;
        return record.offset();
    }

    private static byte[] value(final int publisher, final long number) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(publisher)
                .putLong(Math.max(number, 0))
                .array();
    }

    private static long total(final Path progress) {
        return Arrays.stream(acknowledged(progress)).sum();
    }

    private static long[] acknowledged(final Path progress) {
        try {
            final ByteBuffer bytes =
                    ByteBuffer.wrap(Files.readAllBytes(progress)).order(ByteOrder.LITTLE_ENDIAN);
            final long[] acknowledged = new long[PUBLISHERS];
            for (int i = 0; i < PUBLISHERS && bytes.capacity() > 0; i++) {
                acknowledged[i] = bytes.getLong(i * PublishingMain.PROGRESS_STRIDE);
            }
            return acknowledged;
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file :
                    files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
