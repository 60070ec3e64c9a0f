/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerAppenderTest {
    private static final long ID = 7;
    private static final short EPOCH = 0;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldAnswerTheFirstOffsetWhenARecordIsAppendedAgain(final Durability durability) throws IOException {
        try (TestLog log = TestLog.open(
                        directory, TestLog.small().durability(durability).build());
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0));
            assertEquals(1, append(producer, 1));
            assertEquals(0, append(producer, 0));
            assertEquals(1, append(producer, 1));
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 3));
            assertEquals(
                    2, producer.append(2, new RecordDraft().key(bytes("key")).value(bytes("value2"))));
            assertEquals(
                    2, producer.append(2, new RecordDraft().key(bytes("key")).value(bytes("value2"))));
            assertEquals(3, producer.append(3, batch(3, 4)));
            assertEquals(3, producer.append(3, batch(3, 4)));
            assertEquals(PublishResult.EMPTY_BATCH, producer.append(7, new BatchDraft()));
            assertEquals(7, append(producer, 7));
            assertEquals(8, log.log.endOffset());
            assertEquals(8, log.readAll().size());
            log.assertNoErrors();
        }
    }

    @Test
    void shouldUseNoSequenceWhenAClaimIsAborted() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, producer.tryClaim(0, 8));
            assertEquals(PublishResult.CLAIM_OPEN, producer.tryClaim(0, 8));
            assertEquals(PublishResult.ABORTED, producer.abort());
            assertEquals(PublishResult.NO_CLAIM, producer.commit());
            assertEquals(1, append(producer, 0));

            assertEquals(2, producer.tryClaim(1, new RecordDraft().key(bytes("key")), 8));
            producer.buffer().putLong(producer.valueIndex(), 42);
            assertEquals(2, producer.commit());
            assertEquals(PublishResult.DUPLICATE_SEQUENCE, producer.tryClaim(1, 8));
            assertEquals(2, producer.duplicateOffset());
            assertFalse(producer.isClaimOpen());
            assertEquals(PublishResult.TOO_LARGE, producer.tryClaim(2, 1 << 20));
            assertThrows(IllegalArgumentException.class, () -> producer.tryClaim(2, -1));
            assertThrows(IllegalArgumentException.class, () -> producer.tryClaim(-1, 8));
            assertEquals(3, append(producer, 2), "the gate is free after each of these");
            assertEquals(-1, producer.duplicateOffset());
        }
    }

    @Test
    void shouldRefuseOlderEpochsWhenANewerOneWasSeenOrFenced() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender older = log.log.producer(ID, EPOCH);
                ProducerAppender newer = log.log.producer(ID, (short) 1);
                ProducerAppender newest = log.log.producer(ID, (short) 2)) {
            assertEquals(0, append(older, 0));
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(newer, 1));
            assertEquals(1, append(newer, 0));
            assertEquals(PublishResult.STALE_PRODUCER_EPOCH, append(older, 1));

            assertEquals(2, newer.tryClaim(1, 8));
            assertFalse(log.log.producers().tryFence(log.log, ID, (short) 2), "a claim is open");
            log.givingUpAfterMs(20);
            assertEquals(PublishResult.BACK_PRESSURED, newest.tryClaim(0, 8), "one claim at a time");
            log.givingUpAfterMs(30_000);
            assertEquals(2, newer.commit());
            assertTrue(log.log.producers().tryFence(log.log, ID, (short) 2));
            assertEquals(PublishResult.STALE_PRODUCER_EPOCH, append(newer, 2));
            assertEquals(3, append(newest, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKnowItsProducersAfterARestart(final boolean isClean) throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender producer = log.log.producer(ID, EPOCH);
                ProducerAppender other = log.log.producer(8, (short) 5);
                Appender plain = log.log.appender()) {
            for (int i = 0; i < 2_000; i++) {
                assertEquals(3L * i, append(producer, i));
                assertEquals(3L * i + 1, append(other, i));
                TestLog.append(plain, "plain");
            }
            log.turn();
            log.retain();
            if (!isClean) {
                log.abandon();
            }
        }
        for (int again = 0; again < 2; again++) {
            try (TestLog log = TestLog.open(directory);
                    ProducerAppender producer = log.log.producer(ID, EPOCH);
                    ProducerAppender other = log.log.producer(8, (short) 5)) {
                assertEquals(3L * 1_999, append(producer, 1_999));
                assertEquals(PublishResult.DUPLICATE_SEQUENCE, append(producer, 1_990));
                assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 2_001));
                assertEquals(3L * 1_995 + 1, append(other, 1_995));
                assertEquals(6_000, log.log.endOffset());
                log.assertNoErrors();
            }
        }
    }

    @Test
    void shouldReadTheLogWhenProducersFilesAreMissingOrDamaged() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            for (int i = 0; i < 2_000; i++) {
                assertEquals(i, append(producer, i));
            }
            log.retain();
        }
        final List<Path> files = files();
        assertTrue(files.size() >= 3, () -> "files=" + files);
        final byte[] last = Files.readAllBytes(files.get(files.size() - 1));
        last[70] ^= 1;
        Files.write(files.get(files.size() - 1), last);
        Files.delete(files.get(files.size() - 2));
        try (TestLog log = TestLog.open(directory);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(1_999, append(producer, 1_999));
            assertEquals(2_000, append(producer, 2_000));
            log.assertNoErrors();
        }
    }

    @Test
    void shouldForgetWhatATruncationCutsAndKeepWhatItLeaves() throws IOException {
        for (final int cut : new int[] {1_700, 1_000, 997, 3}) {
            final Path at = directory.resolve("cut" + cut);
            try (TestLog log = replication.led(at);
                    ProducerAppender producer = log.log.producer(ID, EPOCH)) {
                for (int i = 0; i < 2_000; i++) {
                    assertEquals(i, append(producer, i));
                }
                log.retain();
                log.log.fence();
                assertEquals(PublishResult.NOT_LEADER, append(producer, 1_999), "no answers where nobody leads");
                log.log.replica().truncate(cut);
                log.log.replica().lead(2);
                assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, cut + 1));
                assertEquals(cut - 1, append(producer, cut - 1), "the batch before the cut");
                assertEquals(2, producer.lastTerm());
                assertEquals(cut + 1, append(producer, cut), "behind the void of the term");
                log.assertNoErrors();
                log.abandon();
            }
            try (TestLog log = replication.led(at);
                    ProducerAppender producer = log.log.producer(ID, EPOCH)) {
                assertEquals(cut + 1, append(producer, cut));
                assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, cut + 2));
            }
        }
    }

    @Test
    void shouldJudgeAgainWhenTheLogIsCutBetweenJudgementAndClaim() throws IOException {
        final HeldBack held = new HeldBack();
        try (TestLog log = new TestLog(
                        new FileStorage(), directory, TestLog.small().build(), held);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            log.log.load();
            log.log.beginTerm(1);
            for (int i = 0; i < 5; i++) {
                assertEquals(i, append(producer, i));
            }
            held.limit = 0;
            log.log.onAppendLimit();
            held.whileHeldBack = () -> {
                log.log.fence();
                log.log.replica().truncate(3);
                held.limit = Long.MAX_VALUE;
                log.log.replica().lead(2);
                return null;
            };

            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 5), "3 and 4 are gone");

            assertEquals(5, append(producer, 3), "behind the void of the term and that of the claim");
            log.assertNoErrors();
        }
    }

    /** Does something to the log while a publisher waits for room, between the judgement of its sequence and its claim. */
    private static final class HeldBack implements Replication {
        private long limit = Long.MAX_VALUE;
        private Callable<Void> whileHeldBack;

        @Override
        public long highWatermark() {
            return 0;
        }

        @Override
        public long appendLimitBytes() {
            return limit;
        }

        @Override
        public long refusal() {
            final Callable<Void> once = whileHeldBack;
            whileHeldBack = null;
            try {
                return once == null || once.call() == null ? 0 : 1;
            } catch (final Exception ex) {
                throw new AssertionError(ex);
            }
        }

        @Override
        public long keptFrom() {
            return OWN_RETENTION;
        }

        @Override
        public boolean isReplicated() {
            return true;
        }
    }

    @Test
    void shouldForgetWhatAFenceDrops() throws IOException {
        try (TestLog log = replication.led(directory);
                Appender open = log.log.appender();
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0));
            assertEquals(1, open.tryClaim(8));
            assertEquals(2, append(producer, 1), "committed behind an open claim");
            assertEquals(3, producer.tryClaim(2, 8));
            assertEquals(1, log.log.fence());
            assertEquals(PublishResult.FENCED, producer.commit());
            log.log.beginTerm(2);

            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 2));
            assertEquals(1, append(producer, 1), "it was dropped, so it is appended");
            assertEquals(2, append(producer, 2));
            assertEquals(2, append(producer, 2));
            log.assertNoErrors();
        }
    }

    @Test
    void shouldKnowOnAFollowerWhatTheLeaderKnows() throws IOException {
        try (TestLog leader = replication.led(directory.resolve("leader"));
                TestLog follower = replication.open(directory.resolve("follower"));
                ProducerAppender producer = leader.log.producer(ID, EPOCH)) {
            for (int i = 0; i < 1_500; i++) {
                assertEquals(i, append(producer, i));
            }
            leader.log.fence();
            Copies.copy(leader, follower, follower.log.replica().follow());
            follower.log.fence();
            follower.log.replica().lead(9);
            try (ProducerAppender there = follower.log.producer(ID, EPOCH)) {
                assertEquals(1_499, append(there, 1_499));
                assertEquals(1_501, append(there, 1_500));
            }
            follower.log.fence();
            follower.log.replica().discard(5_000, 9);
            follower.log.replica().lead(10);
            try (ProducerAppender there = follower.log.producer(ID, EPOCH)) {
                assertEquals(5_001, append(there, 77), "nothing is known any more");
            }
        }
    }

    @Test
    void shouldForgetAProducerThatWasNotSeenForLong() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            log.log.forgetProducersAfter(1_000);
            assertEquals(0, append(producer, 0));
            log.turn();
            assertEquals(0, log.log.producers().expire(log.log));
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 5));
            log.epochNs.addAndGet(TimeUnit.SECONDS.toNanos(2));
            assertEquals(1, log.log.producers().expire(log.log));
            assertEquals(1, append(producer, 5), "any sequence will do");
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 7));
            producer.close();
            assertEquals(1, log.log.producers().count());
            log.turn();
            log.log.producers().expire(log.log);
            assertEquals(0, log.log.producers().count(), "nobody needs the gate");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void shouldKnowProducersWhoseRecordsWereDeleted(final int kept) throws IOException {
        final TopicSettings settings = TestLog.small().retentionBytes(kept).build();
        try (TestLog log = TestLog.open(directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH);
                Appender plain = log.log.appender()) {
            assertEquals(0, append(producer, 0));
            for (int i = 0; i < 8; i++) {
                TestLog.appendMany(plain, 500);
                log.retain();
            }
            log.retain();
            log.retain();
            assertTrue(log.log.logStartOffset() > 0);
            assertTrue(kept > 0 || log.log.segments().length == 1, "only the last one is left");
            assertTrue(files().size() <= log.log.segments().length, "those of deleted segments are gone");
            log.abandon();
        }
        try (TestLog log = TestLog.open(directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0));
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(producer, 2));
        }
    }

    @Test
    void shouldKnowDeletedRecordsAfterATruncationInTheFirstSegmentThatIsLeft() throws IOException {
        final TopicSettings settings = TestLog.small().retentionBytes(0).build();
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH);
                Appender plain = log.log.appender()) {
            assertEquals(0, append(producer, 0));
            TestLog.appendMany(plain, 1_300);
            log.turn();
            replication.highWatermark = log.log.endOffset();
            log.retain();
            log.retain();
            assertEquals(1, log.log.segments().length);
        }
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH);
                Appender plain = log.log.appender()) {
            final long end = log.log.endOffset();
            assertEquals(end, append(producer, 1), "the file that a clean end wrote");
            TestLog.appendMany(plain, 3);
        }
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            log.log.fence();
            log.log.replica().truncate(replication.highWatermark);
            log.log.replica().lead(9);
            assertEquals(0, append(producer, 0), "the file that retention wrote");
            assertEquals(replication.highWatermark + 1, append(producer, 1));
        }
    }

    @Test
    void shouldKnowDeletedRecordsAfterATruncationAtTheLogStartAndACrash() throws IOException {
        final TopicSettings settings = TestLog.small().retentionBytes(0).build();
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0));
            replication.highWatermark = log.log.endOffset();
            assertEquals(1, append(producer, 1));
            cutAndLead(log, 2);
            log.retain();
            assertEquals(1, log.log.logStartOffset());
            cutAndLead(log, 3);
            log.abandon();
        }
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0), "the file stands beside the segment that the truncation emptied");
            log.assertNoErrors();
        }
    }

    @Test
    void shouldKnowDeletedRecordsWhenRetentionOfAnEmptiedSegmentIsKilledBeforeItsFileIsDeleted() throws IOException {
        final TopicSettings settings = TestLog.small().retentionBytes(0).build();
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0));
            replication.highWatermark = log.log.endOffset();
            assertEquals(1, append(producer, 1));
            cutAndLead(log, 2);
            log.retain();
            cutAndLead(log, 3);
            final Path emptied = log.log.segments()[0].path();
            final byte[] content = Files.readAllBytes(emptied);
            log.retain();
            assertFalse(Files.exists(emptied));
            Files.write(emptied, content);
            log.abandon();
        }
        try (TestLog log = replication.led(new FileStorage(), directory, settings);
                ProducerAppender producer = log.log.producer(ID, EPOCH)) {
            assertEquals(0, append(producer, 0), "the file stands beside the segment behind the emptied one");
            log.assertNoErrors();
        }
    }

    private void cutAndLead(final TestLog log, final int term) throws IOException {
        log.log.fence();
        log.log.replica().truncate(replication.highWatermark);
        log.log.replica().lead(term);
    }

    @Test
    void shouldLetEachSequenceInOnceWhenThreadsShareAProducer() throws IOException {
        final int sequences = 30_000;
        final AtomicInteger next = new AtomicInteger();
        try (TestLog log = TestLog.open(directory).startDuties()) {
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                final Thread thread = new Thread(() -> {
                    try (ProducerAppender producer = log.log.producer(ID, EPOCH)) {
                        for (int at = next.get(); at < sequences; at = next.get()) {
                            if (append(producer, at) >= 0) {
                                next.compareAndSet(at, at + 1);
                            }
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            threads.forEach(Await::ended);
            final List<String> values =
                    log.readAll(); // with empty offsets between them, of claims that the owner gave up
            assertEquals(sequences, values.size());
            for (int i = 0; i < sequences; i++) {
                assertEquals("value" + i, values.get(i).split("=")[1]);
            }
            log.assertNoErrors();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(SegmentFiles.PRODUCERS_SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static BatchDraft batch(final int from, final int number) {
        final BatchDraft batch = new BatchDraft();
        for (int i = from; i < from + number; i++) {
            batch.add(new RecordDraft().value(bytes("value" + i)));
        }
        return batch;
    }

    private static long append(final ProducerAppender producer, final int sequence) {
        final UnsafeBuffer bytes = new UnsafeBuffer(bytes("value" + sequence));
        return producer.append(sequence, bytes, 0, bytes.capacity());
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
