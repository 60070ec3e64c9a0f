/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Isolation;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of transactions over a log that rolls, is retained, falls idle, is closed and killed, against a list of
 * what was appended. What readers of committed records are to see, and where they stop, follows from that list alone.
 */
class TransactionHistoryFuzzTest {
    private static final int RUNS = Integer.getInteger("taffrail.transactions.runs", 12);
    private static final long SEED = Long.getLong("taffrail.transactions.seed", System.nanoTime());
    private static final int STEPS = 600;
    private static final int PRODUCERS = 4;
    private static final int PLAIN = -1;

    @TempDir
    Path directory;

    /** A batch; of no producer, a plain one, a void or a marker. */
    private static final class Batch {
        private final long offset;
        private final int records;
        private final int producer;
        private final boolean isHidden;
        private Boolean isCommitted;

        Batch(final long offset, final int records, final int producer, final boolean isHidden) {
            this.offset = offset;
            this.records = records;
            this.producer = producer;
            this.isHidden = isHidden;
        }

        private boolean isOpen() {
            return producer != PLAIN && isCommitted == null;
        }
    }

    @Test
    void shouldHandOutWhatWasCommittedAndStopWhereATransactionIsOpen() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            final long seed = SEED + run;
            try (Run history = new Run(directory.resolve("run" + run), seed)) {
                history.run();
            } catch (final AssertionError | RuntimeException ex) {
                throw new AssertionError(
                        "seed=" + seed + ": run it again with -Dtaffrail.transactions.runs=1"
                                + " -Dtaffrail.transactions.seed=" + seed,
                        ex);
            }
        }
    }

    /** A reader that goes on where it was, and the next offset that it ought to hand out. */
    private static final class Follower {
        private final PartitionReader reader;
        private long next;

        Follower(final PartitionReader reader, final long from) {
            this.reader = reader.isolation(Isolation.READ_COMMITTED);
            this.next = from;
            reader.seek(from);
        }
    }

    /** One history. */
    private static final class Run implements AutoCloseable {
        private final Path at;
        private final Random random;
        private final TopicSettings settings;
        private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[2_000]);
        private final List<Batch> batches = new ArrayList<>();
        private final Map<Integer, ProducerAppender> producers = new HashMap<>();
        private final short[] epochs = new short[PRODUCERS];
        private final int[] sequences = new int[PRODUCERS];
        private TestLog log;
        private LogView view;
        private Appender plain;
        private TransactionAppender coordinator;
        private Follower here;
        private Follower elsewhere;

        Run(final Path at, final long seed) {
            this.at = at;
            random = new Random(seed);
            settings = TestLog.small()
                    .retentionBytes(seed % 3 == 0 ? 100_000 : -1)
                    .indexIntervalBytes(512)
                    .build();
        }

        void run() throws IOException {
            open();
            for (int i = 0; i < STEPS; i++) {
                step();
                log.assertNoErrors();
            }
            for (int producer = 0; producer < PRODUCERS; producer++) {
                end(producer);
            }
            assertEquals(log.log.endOffset(), log.log.lastStableOffset());
            restart(true);
            compare();
        }

        private void step() throws IOException {
            final int kind = random.nextInt(100);
            if (kind < 45) {
                publish(random.nextInt(PRODUCERS));
            } else if (kind < 55) {
                note(plain.append(bytes, 0, random.nextInt(900)), 1, PLAIN, false);
            } else if (kind < 60) {
                note(plain.tryClaim(20), 1, PLAIN, true);
                assertEquals(PublishResult.ABORTED, plain.abort());
            } else if (kind < 75) {
                end(random.nextInt(PRODUCERS));
            } else if (kind < 88) {
                log.turn();
                follow();
            } else if (kind < 90) {
                log.retain();
            } else if (kind < 91) {
                log.fallIdle();
            } else if (kind < 93) {
                restart(random.nextBoolean());
            } else {
                compare();
            }
        }

        private void open() throws IOException {
            log = TestLog.open(at, settings);
            plain = log.log.appender();
            coordinator = new TransactionAppender(log.log);
            log.turn();
            view = new LogView(new FileStorage(), at, TestLog.LOG_ID);
            here = new Follower(log.reader(), log.log.logStartOffset());
            elsewhere = new Follower(view.reader(ReaderStrategy.EAGER), log.log.logStartOffset());
        }

        /** In place, copied, as a batch, or by another one in its name. */
        private void publish(final int producer) {
            final int records = 1 + random.nextInt(3);
            final BatchDraft batch = new BatchDraft();
            for (int i = 0; i < records; i++) {
                batch.add(bytes, 0, random.nextInt(600));
            }
            if (random.nextInt(4) == 0) {
                note(coordinator.append(producer, epochs[producer], batch), records, producer, false);
                return;
            }
            final ProducerAppender appender =
                    producers.computeIfAbsent(producer, id -> ProducerAppender.transactional(log.log, id, epochs[id]));
            if (appender.epoch() < epochs[producer]) {
                assertEquals(PublishResult.STALE_PRODUCER_EPOCH, appender.append(sequences[producer], batch));
                appender.beginEpoch(epochs[producer]);
            }
            if (random.nextBoolean()) {
                note(appender.tryClaim(sequences[producer], 30), 1, producer, false);
                assertEquals(PublishResult.BACK_PRESSURED, endMarker(producer, true), "a claim is open");
                final long committed = appender.commit();
                assertEquals(committed, appender.append(sequences[producer], bytes, 0, 30), "a repetition");
                sequences[producer]++;
                producers.remove(producer).close();
                return;
            }
            note(appender.append(sequences[producer], batch), records, producer, false);
            sequences[producer] += records;
        }

        private void note(final long offset, final int records, final int producer, final boolean isHidden) {
            assertTrue(offset >= 0, () -> PublishResult.describe(offset));
            batches.add(new Batch(offset, records, producer, isHidden));
        }

        private void end(final int producer) {
            final boolean isCommit = random.nextBoolean();
            epochs[producer]++;
            sequences[producer] = 0;
            final long offset = endMarker(producer, isCommit);
            note(offset, 1, PLAIN, true);
            batches.stream()
                    .filter(batch -> batch.producer == producer && batch.isOpen())
                    .forEach(batch -> batch.isCommitted = isCommit);
            final long claimed = log.log.claimedOffset();
            assertTrue(endMarker(producer, !isCommit) >= offset);
            assertEquals(claimed, log.log.claimedOffset(), "it is not written again");
            assertEquals(
                    PublishResult.STALE_PRODUCER_EPOCH,
                    coordinator.append(producer, (short) (epochs[producer] - 1), new BatchDraft().add(bytes, 0, 8)));
            assertEquals(
                    PublishResult.STALE_COORDINATOR,
                    coordinator.end(producer, (short) (epochs[producer] + 1), isCommit, 6));
        }

        private long endMarker(final int producer, final boolean isCommit) {
            return coordinator.end(producer, epochs[producer], isCommit, 7);
        }

        private void restart(final boolean isClean) throws IOException {
            producers.values().forEach(ProducerAppender::close);
            producers.clear();
            plain.close();
            coordinator.close();
            here.reader.close();
            view.close();
            if (!isClean) {
                log.abandon();
            }
            log.close();
            open();
        }

        private long stable() {
            return batches.stream()
                    .filter(Batch::isOpen)
                    .mapToLong(batch -> batch.offset)
                    .findFirst()
                    .orElse(log.log.endOffset());
        }

        /** Offsets of all records from an offset on that are to be seen now. */
        private long[] visible(final long from) {
            final long stable = stable();
            return batches.stream()
                    .filter(batch -> !batch.isHidden && batch.offset < stable)
                    .filter(batch -> batch.producer == PLAIN || batch.isCommitted)
                    .flatMapToLong(batch -> LongStream.range(batch.offset, batch.offset + batch.records))
                    .filter(offset -> offset >= from)
                    .toArray();
        }

        private void compare() throws IOException {
            log.turn();
            final long start = log.log.logStartOffset();
            assertEquals(Math.max(start, stable()), log.log.lastStableOffset());
            final long from = start + random.nextInt((int) (log.log.endOffset() - start) + 1);
            try (PartitionReader reader = log.reader().isolation(Isolation.READ_COMMITTED);
                    LogView another = new LogView(new FileStorage(), at, TestLog.LOG_ID)) {
                reader.seek(from);
                compare(visible(from), read(reader, Integer.MAX_VALUE));
                assertEquals(Math.max(start, stable()), reader.endOffset());
                final PartitionReader other =
                        another.reader(ReaderStrategy.EAGER).isolation(Isolation.READ_COMMITTED);
                other.seek(from);
                compare(visible(from), read(other, Integer.MAX_VALUE));
            }
            follow();
        }

        private void follow() {
            follow(here, 1 + random.nextInt(50));
            follow(elsewhere, 1 + random.nextInt(50));
        }

        /** A reader may go on in a segment that retention has deleted; what is kept it must not miss. */
        private void follow(final Follower follower, final int most) {
            final List<Long> visible =
                    Arrays.stream(visible(follower.next)).boxed().toList();
            final List<Long> read =
                    Arrays.stream(read(follower.reader, most)).boxed().toList();
            final long start = log.log.logStartOffset();
            if (!read.isEmpty()) {
                follower.next = read.get(read.size() - 1) + 1;
            }
            assertEquals(read.stream().sorted().distinct().toList(), read);
            assertTrue(visible.containsAll(read), () -> "read=" + read + " visible=" + visible);
            final boolean isAtEnd = follower == here && read.size() < most;
            final List<Long> missed = visible.stream()
                    .filter(offset -> offset >= start && !read.contains(offset))
                    .filter(offset -> isAtEnd || offset < follower.next)
                    .toList();
            assertEquals(List.of(), missed, () -> "read=" + read + " logStart=" + start);
        }

        private static void compare(final long[] expected, final long[] found) {
            assertEquals(Arrays.toString(expected), Arrays.toString(found));
        }

        private static long[] read(final PartitionReader reader, final int most) {
            final List<Long> offsets = new ArrayList<>();
            int polled;
            do {
                polled = reader.poll(
                        record -> {
                            assertTrue(!record.isControl(), "a control record was handed out");
                            offsets.add(record.offset());
                        },
                        most - offsets.size());
                if (polled == PartitionReader.OUT_OF_RANGE) {
                    reader.seekToEarliest();
                }
            } while (polled != 0 && offsets.size() < most);
            return offsets.stream().mapToLong(Long::longValue).toArray();
        }

        @Override
        public void close() throws IOException {
            view.close();
            log.close();
        }
    }
}
