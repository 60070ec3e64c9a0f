/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Isolation;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of transactions in a log that is compacted, closed and killed: whoever reads committed records from the
 * start finds for each key the newest value that was committed, and nothing that was not.
 */
class TransactionCompactionFuzzTest {
    private static final int RUNS = Integer.getInteger("taffrail.transactions.runs", 8);
    private static final long SEED = Long.getLong("taffrail.transactions.seed", System.nanoTime());
    private static final int STEPS = 1_500;
    private static final int PRODUCERS = 3;
    private static final int KEYS = 12;

    @TempDir
    Path directory;

    @Test
    void shouldKeepTheNewestCommittedValueOfEachKey() throws IOException {
        long dropped = 0;
        for (int run = 0; run < RUNS; run++) {
            final long seed = SEED + run;
            try (Run history = new Run(directory.resolve("run" + run), seed)) {
                dropped += history.run();
            } catch (final AssertionError | RuntimeException ex) {
                throw new AssertionError(
                        "seed=" + seed + ": run it again with -Dtaffrail.transactions.runs=1"
                                + " -Dtaffrail.transactions.seed=" + seed,
                        ex);
            }
        }
        assertTrue(dropped > 100, "nothing was compacted: nothing was shown");
    }

    /** A value that is published. */
    private record Written(long offset, String key, String value) {}

    /** One history. */
    private static final class Run implements AutoCloseable {
        private final Path at;
        private final Random random;
        private final TreeMap<Long, Written> committed = new TreeMap<>();
        private final Map<Integer, List<Written>> open = new HashMap<>();
        private final short[] epochs = new short[PRODUCERS];
        private TestLog log;
        private Appender plain;
        private TransactionAppender coordinator;
        private long dropped;
        private int number;

        Run(final Path at, final long seed) throws IOException {
            this.at = at;
            random = new Random(seed);
            open();
        }

        long run() throws IOException {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            for (int producer = 0; producer < PRODUCERS; producer++) {
                end(producer);
            }
            compact();
            restart(true);
            compare();
            log.assertNoErrors();
            return dropped;
        }

        private void step() throws IOException {
            final int kind = random.nextInt(1_000);
            if (kind < 600) {
                publish(random.nextInt(PRODUCERS));
            } else if (kind < 700) {
                final Written written = write();
                note(committed, plain.append(draft(written)), written);
            } else if (kind < 960) {
                end(random.nextInt(PRODUCERS));
            } else if (kind < 975) {
                compact();
                compare();
            } else if (kind < 985) {
                restart(random.nextBoolean());
            } else {
                log.turn();
                compare();
            }
        }

        private Written write() {
            return new Written(-1, "key" + random.nextInt(KEYS), "value" + number++ + "x".repeat(random.nextInt(400)));
        }

        private static RecordDraft draft(final Written written) {
            return new RecordDraft().key(written.key.getBytes()).value(written.value.getBytes());
        }

        private void note(final Map<Long, Written> into, final long offset, final Written written) {
            assertTrue(offset >= 0, () -> PublishResult.describe(offset));
            into.put(offset, written);
        }

        private void publish(final int producer) {
            final Written written = write();
            final long offset = coordinator.append(producer, epochs[producer], new BatchDraft().add(draft(written)));
            assertTrue(offset >= 0, () -> PublishResult.describe(offset));
            open.computeIfAbsent(producer, id -> new ArrayList<>())
                    .add(new Written(offset, written.key, written.value));
        }

        private void end(final int producer) {
            final boolean isCommit = random.nextBoolean();
            assertTrue(coordinator.end(producer, ++epochs[producer], isCommit, 1) >= 0);
            final List<Written> written = open.remove(producer);
            if (isCommit && written != null) {
                written.forEach(each -> committed.put(each.offset, each));
            }
        }

        private void compact() throws IOException {
            final CompactionResult result = Compactor.run(log);
            dropped += result.bytesBefore() - result.bytesAfter();
        }

        private void open() throws IOException {
            log = TestLog.open(at, Compactor.settings().build());
            plain = log.log.appender();
            coordinator = new TransactionAppender(log.log);
        }

        private void restart(final boolean isClean) throws IOException {
            plain.close();
            coordinator.close();
            if (!isClean) {
                log.abandon();
            }
            log.close();
            open();
        }

        private void compare() throws IOException {
            final long stable = open.values().stream()
                    .flatMap(List::stream)
                    .mapToLong(Written::offset)
                    .min()
                    .orElse(Long.MAX_VALUE);
            final Map<String, String> expected = new TreeMap<>();
            committed.headMap(stable).values().forEach(each -> expected.put(each.key, each.value));
            log.turn();
            try (PartitionReader reader = log.reader();
                    LogView view = new LogView(new FileStorage(), at, TestLog.LOG_ID)) {
                assertEquals(expected, newest(reader.isolation(Isolation.READ_COMMITTED)));
                assertEquals(expected, newest(view.reader(ReaderStrategy.EAGER).isolation(Isolation.READ_COMMITTED)));
            }
        }

        private Map<String, String> newest(final PartitionReader reader) {
            final Map<String, String> values = new TreeMap<>();
            int polled;
            do {
                polled = reader.poll(
                        record -> {
                            final Written written = committed.get(record.offset());
                            assertTrue(written != null, () -> "never committed: offset=" + record.offset());
                            assertEquals(written.value, record.valueAsString());
                            values.put(record.keyAsString(), record.valueAsString());
                        },
                        1_000);
            } while (polled > 0);
            assertEquals(0, polled);
            return values;
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
