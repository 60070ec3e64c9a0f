/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of some producers over a log that is fenced, truncated, retained, closed and killed, against a list of the
 * batches that ought to be in it. What the log should answer follows from that list alone.
 */
class ProducerHistoryFuzzTest {
    private static final int RUNS = Integer.getInteger("taffrail.producers.runs", 12);
    private static final long SEED = Long.getLong("taffrail.producers.seed", System.nanoTime());
    private static final int STEPS = 350;
    private static final int PRODUCERS = 4;

    @TempDir
    Path directory;

    /** A batch that was committed; without a producer, a plain one or a void. */
    private record Batch(long offset, int records, long producerId, int epoch, int sequence) {
        private boolean isOf(final long id) {
            return producerId == id;
        }

        private int next() {
            return (int) ((sequence + (long) records) % (1L << 31));
        }
    }

    @Test
    void shouldAnswerWhatTheBatchesInTheLogSay() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            final long seed = SEED + run;
            final Run history = new Run(directory.resolve("run" + run), seed);
            try {
                history.run();
            } catch (final AssertionError | RuntimeException ex) {
                throw new AssertionError(
                        "seed=" + seed + " steps=" + history.steps + ": run it again with -Dtaffrail.producers.runs=1"
                                + " -Dtaffrail.producers.seed=" + seed,
                        ex);
            }
        }
    }

    /** One history. */
    private static final class Run {
        private final Path at;
        private final Random random;
        private final boolean isRetained;
        private final Copies replication = new Copies();
        private final TopicSettings settings;
        private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[4_000]);
        private final Map<String, ProducerAppender> producers = new HashMap<>();
        private final List<Batch> batches = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private TestLog log;
        private Appender plain;
        private long openOffset = -1;

        Run(final Path at, final long seed) {
            this.at = at;
            this.random = new Random(seed);
            this.isRetained = seed % 2 == 0;
            this.settings = TestLog.small()
                    .retentionBytes(isRetained ? 100_000 * random.nextInt(2) : -1)
                    .indexIntervalBytes(512)
                    .build();
        }

        void run() throws IOException {
            open();
            for (int i = 0; i < STEPS; i++) {
                step();
                assertTrue(
                        log.errors.stream().allMatch(error -> error instanceof LogNotice),
                        () -> "errors=" + log.errors);
            }
            restart(true);
            compareAll();
            close(true);
        }

        private void step() throws IOException {
            final int kind = random.nextInt(100);
            if (kind < 45) {
                publish();
            } else if (kind < 60) {
                repeat();
            } else if (kind < 70) {
                plain();
            } else if (kind < 76) {
                abort();
            } else if (kind < 88) {
                log.turn();
                commit();
            } else if (kind < 91) {
                log.retain();
            } else if (kind < 93) {
                fence();
            } else if (kind < 95) {
                truncate();
            } else if (kind < 97) {
                restart(random.nextBoolean());
            } else {
                compareAll();
            }
        }

        private void open() throws IOException {
            log = replication.led(new FileStorage(), at, settings).givingUpAfterMs(30_000);
            plain = log.log.appender();
        }

        private void publish() {
            final long id = random.nextInt(PRODUCERS);
            final int known = epoch(id);
            final int epoch = Math.max(0, known + (random.nextInt(12) == 0 ? random.nextInt(3) - 1 : 0));
            final int records = 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
            final int sequence =
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(20);
                        case 1 -> epoch == known ? next(id) + 1 + random.nextInt(3) : 0;
                        default -> epoch == known ? next(id) : 0;
                    };
            append(
                    id,
                    epoch,
                    known < 0 ? Integer.MAX_VALUE - random.nextInt(9) : sequence & Integer.MAX_VALUE,
                    records);
        }

        /** One of the last batches, or of those before them. */
        private void repeat() {
            final long id = random.nextInt(PRODUCERS);
            final List<Batch> all = of(id);
            if (!all.isEmpty()) {
                final Batch batch = all.get(Math.max(0, all.size() - 1 - random.nextInt(7)));
                append(id, batch.epoch, batch.sequence, batch.records);
            }
        }

        private void append(final long id, final int epoch, final int sequence, final int records) {
            steps.add("p" + id + "/" + epoch + " " + sequence + "+" + records);
            final long expected = expected(id, epoch, sequence, records);
            final long end = log.log.claimedOffset();
            final ProducerAppender producer = producer(id, epoch);
            final long result;
            if (records > 1) {
                final BatchDraft batch = new BatchDraft();
                for (int i = 0; i < records; i++) {
                    batch.add(bytes, 0, random.nextInt(1_000));
                }
                result = producer.append(sequence, batch);
            } else {
                result = producer.append(sequence, bytes, 0, random.nextInt(4_000));
            }
            assertEquals(expected == Long.MAX_VALUE ? end : expected, result, () -> describe(id));
            if (expected == Long.MAX_VALUE) {
                batches.add(new Batch(result, records, id, epoch, sequence));
            }
        }

        /** A claim of a producer that uses no sequence, or is found to be a repetition. */
        private void abort() {
            final long id = random.nextInt(PRODUCERS);
            final int epoch = Math.max(0, epoch(id));
            final int sequence = next(id);
            steps.add("abort p" + id + " " + sequence);
            final long offset = producer(id, epoch).tryClaim(sequence, 100);
            assertTrue(offset >= 0, () -> PublishResult.describe(offset) + describe(id));
            assertEquals(PublishResult.ABORTED, producer(id, epoch).abort());
            batches.add(new Batch(offset, 1, -1, -1, -1));
        }

        private void plain() {
            if (openOffset >= 0) {
                final boolean isCommitted = random.nextBoolean();
                steps.add(isCommitted ? "plain commit" : "plain abort");
                final long result = isCommitted ? plain.commit() : plain.abort();
                assertEquals(isCommitted ? openOffset : PublishResult.ABORTED, result);
                openOffset = -1;
            } else {
                openOffset = plain.tryClaim(random.nextInt(4_000));
                final long offset = openOffset;
                assertTrue(offset >= 0, () -> PublishResult.describe(offset));
                steps.add("plain claim " + offset);
                batches.add(new Batch(offset, 1, -1, -1, -1));
            }
        }

        private void commit() {
            final long seen = log.log.contiguousOffset();
            final long present = replication.highWatermark;
            if (isRetained && seen > present) {
                replication.highWatermark = present + random.nextInt((int) (seen - present) + 1);
            }
        }

        private void fence() throws IOException {
            final long expected = openOffset >= 0 ? openOffset : end();
            assertEquals(expected, log.log.fence());
            steps.add("fence " + expected);
            cut(expected);
            if (openOffset >= 0) {
                assertEquals(PublishResult.FENCED, plain.commit());
                openOffset = -1;
            }
            if (random.nextBoolean()) { // an answer is asked for while nobody leads
                assertEquals(PublishResult.NOT_LEADER, producer(0, 0).append(5, bytes, 0, 10));
            }
            lead();
        }

        private void truncate() throws IOException {
            if (openOffset >= 0) {
                return;
            }
            log.log.fence();
            final List<Long> boundaries = new ArrayList<>();
            for (final Batch batch : batches) {
                if (batch.offset >= Math.max(replication.highWatermark, log.log.logStartOffset())) {
                    boundaries.add(batch.offset);
                }
            }
            boundaries.add(end());
            final long to = boundaries.get(Math.max(0, boundaries.size() - 1 - random.nextInt(40)));
            steps.add("truncate " + to);
            log.log.replica().truncate(to);
            cut(to);
            lead();
        }

        private void lead() throws IOException {
            final long end = end();
            assertEquals(end, log.log.replica().lead(log.log.term() + 1));
            batches.add(new Batch(end, 1, -1, -1, -1));
        }

        private void restart(final boolean isClean) throws IOException {
            if (isClean && openOffset >= 0) {
                plain();
            }
            final long expected = openOffset >= 0 ? openOffset : end();
            steps.add((isClean ? "close " : "kill ") + expected);
            close(isClean);
            if (!isRetained && random.nextInt(3) == 0) {
                spoil();
            }
            openOffset = -1;
            cut(expected);
            open();
            assertEquals(expected, log.log.endOffset());
        }

        private void close(final boolean isClean) throws IOException {
            if (isClean) {
                producers.values().forEach(ProducerAppender::close);
                plain.close();
                log.close();
            } else {
                log.abandon();
            }
            producers.clear();
        }

        /** Lose or damage some of the producers files. */
        private void spoil() throws IOException {
            try (Stream<Path> files = Files.list(at)) {
                for (final Path file : files.filter(path -> path.toString().endsWith(SegmentFiles.PRODUCERS_SUFFIX))
                        .toList()) {
                    if (random.nextBoolean()) {
                        Files.delete(file);
                    } else if (random.nextBoolean()) {
                        final byte[] content = Files.readAllBytes(file);
                        content[random.nextInt(content.length)] ^= 4;
                        Files.write(file, content);
                    }
                }
            }
        }

        /** Repeat the last batch of every producer, and see that none is appended. */
        private void compareAll() {
            final long end = log.log.claimedOffset();
            for (long id = 0; id < PRODUCERS; id++) {
                final List<Batch> all = of(id);
                if (!all.isEmpty()) {
                    final Batch last = all.get(all.size() - 1);
                    append(id, last.epoch, last.sequence, last.records);
                }
            }
            assertEquals(end, log.log.claimedOffset());
        }

        private ProducerAppender producer(final long id, final int epoch) {
            return producers.computeIfAbsent(id + "/" + epoch, key -> log.log.producer(id, (short) epoch));
        }

        private void cut(final long end) {
            batches.removeIf(batch -> batch.offset >= end);
        }

        private long end() {
            final Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
            return last == null ? 0 : last.offset + last.records;
        }

        private List<Batch> of(final long id) {
            return batches.stream().filter(batch -> batch.isOf(id)).toList();
        }

        private int epoch(final long id) {
            final List<Batch> all = of(id);
            return all.isEmpty() ? -1 : all.get(all.size() - 1).epoch;
        }

        private int next(final long id) {
            final List<Batch> all = of(id);
            return all.isEmpty() ? 0 : all.get(all.size() - 1).next();
        }

        /** What the log should answer, {@link Long#MAX_VALUE} for a new offset. */
        private long expected(final long id, final int epoch, final int sequence, final int records) {
            final int known = epoch(id);
            if (known < 0) {
                return Long.MAX_VALUE;
            }
            if (epoch != known) {
                return epoch < known
                        ? PublishResult.STALE_PRODUCER_EPOCH
                        : sequence == 0 ? Long.MAX_VALUE : PublishResult.OUT_OF_ORDER_SEQUENCE;
            }
            if (sequence == next(id)) {
                return Long.MAX_VALUE;
            }
            final List<Batch> ofEpoch =
                    of(id).stream().filter(batch -> batch.epoch == known).toList();
            for (int i = Math.max(0, ofEpoch.size() - 5); i < ofEpoch.size(); i++) {
                if (ofEpoch.get(i).sequence == sequence && ofEpoch.get(i).records == records) {
                    return ofEpoch.get(i).offset;
                }
            }
            final long behind = Math.floorMod(next(id) - (long) sequence, 1L << 31);
            return behind >= records && behind <= 1L << 30
                    ? PublishResult.DUPLICATE_SEQUENCE
                    : PublishResult.OUT_OF_ORDER_SEQUENCE;
        }

        private String describe(final long id) {
            final List<Batch> all = of(id);
            return " last of p" + id + ": " + all.subList(Math.max(0, all.size() - 6), all.size());
        }
    }
}
