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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of keys, tombstones, batches, aborted claims, idempotent producers, deleted records, restarts and passes,
 * against a model that remembers everything. {@code -Dtaffrail.compaction.histories=500} runs more of them, {@code
 * -Dtaffrail.compaction.seed=7} others.
 */
@Timeout(300)
class CompactionFuzzTest {
    private static final int STEPS = 120;
    private static final int PRODUCERS = 3;
    private static final long RETENTION_MS = 60_000;

    @TempDir
    Path directory;

    @Test
    void shouldKeepTheNewestOfEachKeyInOrder() throws IOException {
        final int histories = Integer.getInteger("taffrail.compaction.histories", 30);
        final long first = Long.getLong("taffrail.compaction.seed", 1);
        long dropped = 0;
        long tombstones = 0;
        for (long seed = first; seed < first + histories; seed++) {
            final History history = new History(directory.resolve("log" + seed), seed);
            try {
                history.run();
            } catch (final AssertionError | RuntimeException ex) {
                throw new AssertionError("seed=" + seed + " steps=" + history.steps + ": " + ex.getMessage(), ex);
            }
            dropped += history.dropped;
            tombstones += history.tombstones;
        }
        assertTrue(dropped > 0 && tombstones > 0, "dropped=" + dropped + " tombstones=" + tombstones);
    }

    /** A record as it was published. */
    private record Published(String key, String value, long timestamp, int term) {}

    private static final class History {
        private final List<String> steps = new ArrayList<>();
        private final NavigableMap<Long, Published> published = new TreeMap<>();
        private final Map<Long, Long> cleanSince = new HashMap<>();
        private final int[] sequences = new int[PRODUCERS];
        private final long[] lastOffsets = new long[PRODUCERS];
        private final Path home;
        private final Random random;
        private final TopicSettings settings;
        private TestLog test;
        private Appender appender;
        private long epochNs = 1_700_000_000_000_000_000L;
        private long dropped;
        private long tombstones;

        History(final Path home, final long seed) {
            this.home = home;
            this.random = new Random(seed);
            this.settings = Compactor.settings()
                    .set("delete.retention.ms", Long.toString(RETENTION_MS))
                    .set("index.interval.bytes", random.nextBoolean() ? "4096" : "256")
                    .build();
        }

        void run() throws IOException {
            open();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            compact(Compactor.MEMORY);
            check();
            inspect();
            close();
        }

        private void step() throws IOException {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> publish();
                case 4, 5 -> batches();
                case 6 -> idempotent();
                case 7 -> abort();
                case 8 -> restart();
                case 9 -> {
                    final long ns = TimeUnit.MILLISECONDS.toNanos(random.nextInt((int) RETENTION_MS));
                    steps.add("time");
                    epochNs += ns;
                    test.epochNs.set(epochNs);
                }
                case 10 -> {
                    compact(random.nextInt(3) == 0 ? 30 * 60 : Compactor.MEMORY);
                    check();
                }
                default -> other();
            }
        }

        private void other() throws IOException {
            switch (random.nextInt(4)) {
                case 0 -> abandon();
                case 1 -> {
                    steps.add("idle");
                    test.fallIdle();
                    check();
                }
                case 2 -> {
                    test.turn();
                    final long start = test.log.logStartOffset();
                    final long end = test.log.endOffset();
                    final long to = start + (end > start ? random.nextInt((int) (end - start)) / 4 : 0);
                    steps.add("delete " + to);
                    RecordDeletion.deleteBefore(test.log, to);
                    check();
                }
                default -> inspect();
            }
        }

        private void publish() {
            final int number = 1 + random.nextInt(80);
            steps.add("publish " + number);
            for (int i = 0; i < number; i++) {
                final RecordDraft draft = draft();
                publishedAt(appender.append(draft), draft);
            }
        }

        private void batches() {
            for (int n = random.nextInt(10); n >= 0; n--) {
                final BatchDraft batch = new BatchDraft();
                final List<RecordDraft> drafts = new ArrayList<>();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    drafts.add(draft());
                    batch.add(drafts.get(drafts.size() - 1));
                }
                final long offset = appender.append(batch);
                for (int i = 0; i < drafts.size(); i++) {
                    publishedAt(offset + i, drafts.get(i));
                }
            }
            steps.add("batches");
        }

        private void idempotent() {
            final int id = random.nextInt(PRODUCERS);
            steps.add("producer " + id);
            try (ProducerAppender producer = test.log.producer(id, (short) 0)) {
                for (int i = random.nextInt(30); i >= 0; i--) {
                    final RecordDraft draft = draft();
                    final long offset = producer.append(sequences[id], draft);
                    publishedAt(offset, draft);
                    sequences[id]++;
                    lastOffsets[id] = offset;
                }
            }
        }

        private void abort() {
            steps.add("abort");
            for (int i = random.nextInt(4); i >= 0; i--) {
                assertTrue(appender.tryClaim(draft(), random.nextInt(2_000)) >= 0);
                appender.abort();
            }
        }

        private RecordDraft draft() {
            final String someKey = "key" + random.nextInt(random.nextInt(4) == 0 ? 5_000 : 60);
            final boolean isTombstone = random.nextInt(6) == 0;
            final String someValue = isTombstone ? null : "v" + random.nextLong() + "x".repeat(random.nextInt(300));
            final RecordDraft draft = new RecordDraft()
                    .key(bytes(someKey))
                    .value(isTombstone ? null : bytes(someValue))
                    .timestamp(epochNs - random.nextInt(1_000_000));
            if (random.nextInt(8) == 0) {
                draft.header("trace", bytes("some header"));
            }
            drafted.put(draft, new Published(someKey, someValue, draft.timestamp(), 0));
            return draft;
        }

        private final Map<RecordDraft, Published> drafted = new HashMap<>();

        private void publishedAt(final long offset, final RecordDraft draft) {
            assertTrue(offset >= 0, () -> PublishResult.describe(offset));
            final Published was = drafted.remove(draft);
            published.put(offset, new Published(was.key, was.value, was.timestamp, test.log.term()));
        }

        private void restart() throws IOException {
            final long end = test.log.endOffset();
            if (random.nextBoolean()) {
                steps.add("close");
                close();
            } else {
                steps.add("kill");
                test.abandon();
                if (random.nextBoolean()) {
                    spoil();
                }
            }
            open();
            assertEquals(end, test.log.endOffset());
            check();
            checkSequences();
        }

        /** Files that are made from others are lost. */
        private void spoil() throws IOException {
            try (var files = Files.list(home)) {
                for (final Path file : files.filter(path -> path.toString().endsWith(".index")
                                || path.toString().endsWith(SegmentFiles.PRODUCERS_SUFFIX))
                        .toList()) {
                    if (random.nextInt(4) == 0) {
                        Files.delete(file);
                    }
                }
            }
        }

        private void compact(final int memory) throws IOException {
            final LogCompaction ready = Compactor.ready(test);
            final long before = ready.cleanOffset();
            final CompactionResult result = Compactor.run(test, memory);
            steps.add("compact " + memory + " " + before + ".." + result.cleanOffset());
            dropped += result.recordsSuperseded();
            tombstones += result.tombstonesDropped();
            for (final long offset :
                    published.subMap(before, result.cleanOffset()).keySet()) {
                cleanSince.putIfAbsent(offset, epochNs);
            }
            assertEquals(
                    result.isWhole() ? LogCompaction.of(test.log).cleanOffset() : result.cleanOffset(),
                    LogCompaction.of(test.log).cleanOffset());
        }

        /** A pass that is given up in its midst. */
        private void abandon() throws IOException {
            steps.add("abandon");
            try (CompactionPass pass = Compactor.ready(test).begin(Compactor.MEMORY, random.nextBoolean())) {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    pass.step(Compactor.STEP / 4);
                }
            }
            noteClean();
            check();
        }

        private void noteClean() throws IOException {
            for (final long offset :
                    published.headMap(LogCompaction.of(test.log).cleanOffset()).keySet()) {
                cleanSince.putIfAbsent(offset, epochNs);
            }
        }

        private void check() throws IOException {
            test.turn();
            final NavigableMap<Long, Published> own = read(test.reader());
            try (LogView view = new LogView(new FileStorage(), home, TestLog.LOG_ID)) {
                assertEquals(own, read(view.reader(ReaderStrategy.EAGER)), "what another process sees");
            }
            final long clean = LogCompaction.of(test.log).cleanOffset();
            final long start = test.log.logStartOffset();
            final Map<String, Long> newest = new HashMap<>();
            published.tailMap(start).forEach((offset, record) -> newest.put(record.key, offset));
            final Map<String, Long> newestOfClean = new HashMap<>();
            published
                    .subMap(start, Math.max(start, clean))
                    .forEach((offset, record) -> newestOfClean.put(record.key, offset));
            for (final Map.Entry<Long, Published> record :
                    published.tailMap(start).entrySet()) {
                final long offset = record.getKey();
                final Published was = record.getValue();
                final boolean isNewest = offset >= clean || newestOfClean.get(was.key) == offset;
                final boolean mayBeGone =
                        was.value == null && offset < clean && isOld(cleanSince.getOrDefault(offset, epochNs));
                final boolean isThere = own.containsKey(offset);
                assertTrue(
                        isThere || !isNewest || mayBeGone || newest.get(was.key) > offset,
                        () -> "lost offset=" + offset + " clean=" + clean + " " + was);
                assertTrue(!isThere || isNewest, () -> "left offset=" + offset + " clean=" + clean + " " + was);
            }
        }

        private boolean isOld(final long cleanSinceNs) {
            return epochNs - cleanSinceNs >= TimeUnit.MILLISECONDS.toNanos(RETENTION_MS);
        }

        private NavigableMap<Long, Published> read(final PartitionReader reader) {
            final NavigableMap<Long, Published> read = new TreeMap<>();
            final long[] last = {-1};
            try (reader) {
                int polled;
                do {
                    polled = reader.poll(
                            record -> {
                                assertTrue(record.offset() > last[0], "out of order");
                                last[0] = record.offset();
                                final Published row = new Published(
                                        record.keyAsString(),
                                        record.valueLength() < 0 ? null : record.valueAsString(),
                                        record.timestamp(),
                                        record.term());
                                assertEquals(published.get(record.offset()), row, "offset=" + record.offset());
                                read.put(record.offset(), row);
                            },
                            1 + random.nextInt(500));
                } while (polled > 0);
                assertEquals(0, polled);
                assertTrue(reader.position() <= test.log.endOffset());
            }
            return read;
        }

        /** Producers go on where they were, and are told where their last record is. */
        private void checkSequences() {
            final long end = test.log.claimedOffset();
            final Set<Long> asked = new HashSet<>();
            for (int id = 0; id < PRODUCERS; id++) {
                if (sequences[id] > 0) {
                    try (ProducerAppender producer = test.log.producer(id, (short) 0)) {
                        final long answer = producer.append(sequences[id] - 1, new RecordDraft().key(bytes("again")));
                        assertEquals(lastOffsets[id], answer, "producer " + id);
                        asked.add(answer);
                    }
                }
            }
            assertEquals(end, test.log.claimedOffset(), () -> "repetitions of " + asked + " were appended");
        }

        private void inspect() throws IOException {
            test.turn();
            final List<String> damages = new ArrayList<>();
            new LogInspector(new FileStorage()).inspectPartition(home, new LogVisitor() {
                @Override
                public void onFinding(final LogFacts.Finding finding) {
                    if (finding.severity() == LogFacts.Severity.DAMAGE) {
                        damages.add(finding.toString());
                    }
                }
            });
            assertEquals(List.of(), damages);
        }

        private void open() throws IOException {
            Files.createDirectories(home);
            test = new TestLog(home, settings);
            test.epochNs.set(epochNs);
            test.log.load();
            appender = test.log.appender();
        }

        private void close() throws IOException {
            appender.close();
            test.turn();
            test.close();
            test.assertNoErrors();
        }

        private static byte[] bytes(final String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
