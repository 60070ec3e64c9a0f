/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers in the process and beside it read on while the segments in which they stand are replaced. */
@Timeout(60)
class CompactionReaderTest {
    private static final int MAX_RECORDS = 1_000_000;
    private static final int PASSES = 8;
    private static final int AHEAD = 6_000;
    private static final int KEYS = 700;

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Round> rounds = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicLong cleaned = new AtomicLong();

    /** What a reader saw on one way through the log. */
    private record Round(String who, BitSet seen, long from, long end) {}

    private interface Body {
        void run() throws IOException;
    }

    @Test
    void shouldSeeEveryRecordThatStaysOnceAndInOrder() throws IOException {
        final TestLog test = TestLog.open(directory, Compactor.settings().build());
        test.startDuties();
        final List<Thread> threads = new ArrayList<>();
        threads.add(start(() -> publish(test)));
        threads.add(start(() -> {
            while (!isOver.get()) {
                try (PartitionReader reader = test.reader()) {
                    read("reader", reader, 0);
                }
            }
        }));
        threads.add(start(() -> {
            final Random random = new Random(7);
            try (LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                    PartitionReader reader = view.reader(ReaderStrategy.EAGER)) {
                while (!isOver.get()) {
                    final long end = reader.endOffset();
                    read("view", reader, end == 0 ? 0 : random.nextInt((int) end));
                }
            }
        }));
        threads.add(start(() -> {
            while (!isOver.get()) {
                passes.addAndGet(compact(test));
            }
        }));
        threads.forEach(Await::ended);
        test.stopDuties();
        Compactor.run(test);

        assertTrue(failures.isEmpty(), () -> failures.toString());
        test.assertNoErrors();
        final BitSet left = new BitSet();
        try (PartitionReader reader = test.reader()) {
            while (reader.poll(record -> left.set((int) record.offset()), 1_000) > 0) {
                continue;
            }
        }
        assertTrue(left.cardinality() < test.log.endOffset() / 4, "records=" + left.cardinality());
        for (final Round round : rounds) {
            final BitSet missed = left.get(0, (int) round.end);
            missed.clear(0, (int) round.from);
            missed.andNot(round.seen);
            assertTrue(missed.isEmpty(), () -> round.who + " from=" + round.from + " missed " + missed);
        }
        assertTrue(rounds.size() > 3 && passes.get() > 3, "rounds=" + rounds.size() + " passes=" + passes);
        test.close();
    }

    @Test
    void shouldGoOnInTheMidstOfABatch() throws IOException {
        final TestLog test = TestLog.open(directory, Compactor.settings().build());
        final Appender appender = test.log.appender();
        for (int batch = 0; batch < 400; batch++) {
            final BatchDraft draft = new BatchDraft();
            for (int i = 0; i < 10; i++) {
                draft.add(new RecordDraft()
                        .key(bytes("k" + (batch * 10 + i) % 370))
                        .value(new byte[100]));
            }
            assertTrue(appender.append(draft) >= 0);
        }
        test.turn();
        try (PartitionReader reader = test.reader();
                LogView view = new LogView(new FileStorage(), directory, TestLog.LOG_ID);
                PartitionReader beside = view.reader(ReaderStrategy.EAGER)) {
            final List<Long> seen = new ArrayList<>();
            final List<Long> seenBeside = new ArrayList<>();
            for (int i = 0; i < 4; i++) { // 7 divides no batch
                reader.poll(record -> seen.add(record.offset()), 7);
                beside.poll(record -> seenBeside.add(record.offset()), 7);
                Compactor.run(test);
                assertTrue(appender.append(new RecordDraft().key(bytes("x" + i)).value(new byte[15_000])) >= 0);
            }
            assertEquals(28, seen.size());
            assertEquals(seen, seenBeside);
            while (reader.poll(record -> seen.add(record.offset()), 100) > 0) {
                continue;
            }
            while (beside.poll(record -> seenBeside.add(record.offset()), 100) > 0) {
                continue;
            }
            final List<Long> left = new ArrayList<>();
            try (PartitionReader fresh = test.reader()) {
                while (fresh.poll(record -> left.add(record.offset()), 100) > 0) {
                    continue;
                }
            }
            assertEquals(seen, seenBeside);
            final long from = seen.get(27);
            assertEquals(
                    left.stream().filter(offset -> offset > from + 10).toList(),
                    seen.stream().filter(offset -> offset > from + 10).toList());
            assertFalse(left.equals(seen), "there was nothing to drop");
        }
        appender.close();
        test.close();
    }

    private int compact(final TestLog test) throws IOException {
        final LogCompaction compaction = LogCompaction.of(test.log);
        compaction.prepare();
        cleaned.set(compaction.cleanOffset());
        if (!compaction.isDue()) {
            test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(25)); // segments are made ready as time goes by
            LockSupport.parkNanos(1_000_000);
            return 0;
        }
        try (CompactionPass pass = compaction.begin(Compactor.MEMORY, false)) {
            while (pass.step(Compactor.STEP)) {
                Thread.onSpinWait();
            }
            return pass.result().segmentsAfter() > 0 ? 1 : 0;
        }
    }

    private void publish(final TestLog test) {
        final Random random = new Random(3);
        try (Appender appender = test.log.appender()) {
            final RecordDraft draft = new RecordDraft();
            for (int i = 0; i < MAX_RECORDS && passes.get() < PASSES; i++) {
                draft.clear().key(bytes("key" + random.nextInt(KEYS))).value(bytes("value" + i));
                final long offset = appender.append(draft);
                while (i - cleaned.get() > AHEAD && !isOver.get()) {
                    LockSupport.parkNanos(100_000); // forces take their time
                }
                if (offset != i) {
                    throw new AssertionError("offset=" + offset + " of record " + i);
                }
            }
        }
        isOver.set(true);
    }

    private void read(final String who, final PartitionReader reader, final long from) {
        final BitSet seen = new BitSet();
        final long[] last = {-1};
        final boolean wasOver = isOver.get();
        final long until = reader.endOffset();
        reader.seek(from);
        while (reader.position() < until) {
            final int polled = reader.poll(
                    record -> {
                        if (record.offset() <= last[0]
                                || !record.valueAsString().equals("value" + record.offset())) {
                            throw new AssertionError(who + " read offset=" + record.offset() + " after " + last[0]
                                    + " value=" + record.valueAsString());
                        }
                        last[0] = record.offset();
                        seen.set((int) record.offset());
                    },
                    100);
            if (polled < 0) {
                throw new AssertionError(who + " is out of range at " + reader.position());
            }
            if (polled == 0 && wasOver) {
                break;
            }
        }
        LockSupport.parkNanos(1_000_000);
        rounds.add(new Round(who, seen, from, Math.min(reader.position(), until)));
    }

    private Thread start(final Body body) {
        final Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (final Throwable ex) {
                failures.add(ex);
                isOver.set(true);
            }
        });
        thread.start();
        return thread;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
