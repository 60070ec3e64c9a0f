/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.Appender;
import io.taffrail.log.CompactionPass;
import io.taffrail.log.LogCompaction;
import io.taffrail.log.LogContext;
import io.taffrail.log.LogFacts;
import io.taffrail.log.LogInspector;
import io.taffrail.log.LogNotice;
import io.taffrail.log.LogVisitor;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.RecordDraft;
import io.taffrail.log.Replication;
import io.taffrail.settings.CleanupPolicy;
import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.BootId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Compacts a log and crashes at every step that this takes, in every way, and finds each time the newest record of each key,
 * nothing that was not there, and producers that go on. {@code -Dtaffrail.crash.seed=7} runs other histories.
 */
@Timeout(300)
class CompactionCrashTest {
    private static final int SEEDS = 3;
    private static final int KEYS = 40;
    private static final int RECORDS = 700;
    private static final int POWER_LOSSES = 2;
    private static final long LOG_ID = 77;
    private static final long SECOND_NS = 1_000_000_000L;

    private int images;
    private int compacted;

    @Test
    void shouldKeepTheNewestOfEachKeyWhateverACrashLeaves() throws IOException {
        final long first = Long.getLong("taffrail.crash.seed", 1);
        for (long seed = first; seed < first + SEEDS; seed++) {
            run(seed, seed % 2 == 0 ? Durability.ASYNC : Durability.INTERVAL);
        }
        System.out.println("crashes in compactions: images=" + images + " of which compacted=" + compacted);
        assertTrue(compacted > 0 && compacted < images);
    }

    private void run(final long seed, final Durability durability) throws IOException {
        final Disk disk = new Disk(new BootId(7, 0), Session.ROOT);
        final History history;
        final int begun;
        final NavigableMap<Long, String> published = new TreeMap<>();
        final List<Long> offsets = new ArrayList<>();
        try (RecordingStorage storage = new RecordingStorage(disk.afterKill())) {
            Life life = new Life(storage, durability);
            life.publish(new Random(seed), published, offsets);
            if (seed % 3 == 0) { // one that nobody appends to
                life.log.close();
                life = new Life(storage, durability);
            }
            begun = storage.history().moment();
            life.compact();
            life.publishMore(published);
            life.compact();
            history = storage.history();
            history.stop();
        }
        final Random random = new Random(seed);
        for (int moment = 0; moment <= history.moment(); moment++) {
            final Event next = moment < history.moment() ? history.event(moment) : null;
            final boolean isStep = !(next instanceof Event.Store store) || store.bytes().length > 2_000;
            if (moment >= begun && (isStep || random.nextInt(200) == 0)) {
                final String where =
                        "seed=" + seed + " moment=" + moment + " of " + history.moment() + " before=" + next;
                check(where + " kill", disk.afterKill(), published, offsets, durability);
                for (int i = 0; i < POWER_LOSSES; i++) {
                    final PowerLoss loss = new PowerLoss(disk, random.nextLong());
                    check(where + " " + loss, loss.image(), published, offsets, durability);
                }
            }
            if (next != null) {
                disk.apply(next);
            }
        }
    }

    private void check(
            final String where,
            final Image image,
            final NavigableMap<Long, String> published,
            final List<Long> offsets,
            final Durability durability)
            throws IOException {
        images++;
        try (RecordingStorage storage = new RecordingStorage(image)) {
            final Life life = new Life(storage, durability);
            final NavigableMap<Long, String> there = published.headMap(life.log.endOffset(), false);
            life.checkNewest(there);
            life.checkSequence(offsets);
            life.checkFiles();
            compacted += life.cleanOffset() > 0 ? 1 : 0;
            life.compact();
            life.checkNewest(there);
            assertTrue(life.log.close());
            final Life again = new Life(storage, durability);
            again.checkNewest(there);
            again.checkFiles();
            assertEquals(List.of(), again.errors);
        } catch (final IOException | RuntimeException | AssertionError ex) {
            throw new AssertionError(where + ": " + ex.getMessage(), ex);
        }
    }

    /** One process's life with the log. */
    private static final class Life {
        private final List<Throwable> errors = new ArrayList<>();
        private final RecordingStorage storage;
        private final PartitionLog log;
        private long nowNs = 1L << 60;

        Life(final RecordingStorage storage, final Durability durability) throws IOException {
            this.storage = storage;
            log = new PartitionLog(
                    new LogContext(
                            storage,
                            Session.DIRECTORY,
                            LOG_ID,
                            () -> 1_700_000_000_000_000_000L,
                            (attempt, sinceNs) -> {
                                turn();
                                return attempt < 100;
                            },
                            Replication.NONE,
                            active -> {},
                            error -> {
                                if (!(error instanceof LogNotice)) {
                                    errors.add(error);
                                }
                            }),
                    TopicSettings.builder()
                            .segmentBytes(64 * 1024)
                            .durability(durability)
                            .cleanupPolicy(CleanupPolicy.COMPACT)
                            .set("min.cleanable.dirty.ratio", "0")
                            .build());
            log.load();
        }

        private void turn() {
            nowNs += SECOND_NS;
            log.doCursorWork(Integer.MAX_VALUE);
            log.doRoadWork(nowNs);
            log.doForceWork(nowNs);
        }

        /** Keys again and again, all durable in the end; some by a producer, which gets these offsets. */
        void publish(final Random random, final NavigableMap<Long, String> published, final List<Long> offsets) {
            try (Appender appender = log.appender();
                    ProducerAppender producer = log.producer(5, (short) 0)) {
                for (int i = 0; i < RECORDS; i++) {
                    final String key = "key" + random.nextInt(KEYS);
                    final RecordDraft draft = new RecordDraft()
                            .key(key.getBytes())
                            .value(new byte[random.nextInt(random.nextInt(5) == 0 ? 2_000 : 200)]);
                    final boolean isNumbered = random.nextInt(5) == 0;
                    final long offset = isNumbered ? producer.append(offsets.size(), draft) : appender.append(draft);
                    if (isNumbered) {
                        offsets.add(offset);
                    }
                    assertEquals(i, offset);
                    published.put(offset, key);
                }
                offsets.add(producer.append(offsets.size(), new RecordDraft().key("last".getBytes())));
                published.put((long) RECORDS, "last");
            }
            force();
        }

        void publishMore(final NavigableMap<Long, String> published) {
            try (Appender appender = log.appender()) {
                for (int i = 0; i < RECORDS / 2; i++) {
                    final String key = "key" + i % KEYS;
                    final long offset = appender.append(
                            new RecordDraft().key(key.getBytes()).value(new byte[200]));
                    published.put(offset, key);
                }
            }
            force();
        }

        private void force() {
            log.requestForce(log.endOffset());
            turn();
            turn();
            assertEquals(log.endOffset(), log.durableOffset());
        }

        void compact() throws IOException {
            turn();
            try (CompactionPass pass = LogCompaction.of(log).begin(1 << 16, false)) {
                while (pass.step(1 << 14)) {
                    continue;
                }
            }
            assertEquals(List.of(), errors);
            assertEquals(null, log.failure());
        }

        long cleanOffset() throws IOException {
            return LogCompaction.of(log).cleanOffset();
        }

        /** Whatever was durable before the first pass: the newest of each key is there, or a newer one of that key. */
        void checkNewest(final NavigableMap<Long, String> published) {
            final NavigableMap<Long, String> found = new TreeMap<>();
            try (PartitionReader reader = log.reader(ReaderStrategy.EAGER)) {
                int polled;
                do {
                    polled = reader.poll(
                            record -> assertEquals(null, found.put(record.offset(), new String(record.key()))), 100);
                } while (polled > 0);
                assertEquals(0, polled);
            }
            assertTrue(log.endOffset() > RECORDS, () -> "end=" + log.endOffset());
            found.values().removeIf("again"::equals); // of the checks
            found.forEach((offset, key) -> assertEquals(published.get(offset), key));
            final Map<String, Long> newest = new TreeMap<>();
            published.forEach((offset, key) -> newest.put(key, offset));
            newest.forEach((key, offset) -> assertEquals(key, found.get(offset), () -> "offset=" + offset));
        }

        /** A producer is told where its last five batches are, and goes on behind them. */
        void checkSequence(final List<Long> offsets) {
            try (ProducerAppender producer = log.producer(5, (short) 0)) {
                final RecordDraft draft = new RecordDraft().key("again".getBytes());
                final int next = offsets.size();
                for (int sequence = next - 5; sequence < next; sequence++) {
                    assertEquals(offsets.get(sequence), producer.append(sequence, draft));
                }
                final long end = log.endOffset();
                assertEquals(end, producer.append(next, draft));
            }
            turn();
        }

        void checkFiles() throws IOException {
            final List<String> damages = new ArrayList<>();
            new LogInspector(storage).inspectPartition(Session.DIRECTORY, new LogVisitor() {
                @Override
                public void onFinding(final LogFacts.Finding finding) {
                    if (finding.severity() == LogFacts.Severity.DAMAGE) {
                        damages.add(finding.toString());
                    }
                }

                @Override
                public void onSegment(final LogFacts.SegmentFacts segment) {
                    assertEquals(LogFacts.Role.LOG, segment.role(), () -> segment.toString());
                }
            });
            assertEquals(List.of(), damages);
            for (final String name : storage.list(Session.DIRECTORY)) {
                final boolean isOrphan = name.endsWith(".orphan") && !name.startsWith("spare-");
                assertTrue(!name.endsWith(".log.tmp"), name);
                assertTrue(!isOrphan || Long.parseLong(name.substring(0, 20)) > RECORDS, name);
            }
        }
    }
}
