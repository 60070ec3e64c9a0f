/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.Durability;
import io.taffrail.settings.Isolation;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionReaderTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private static final short NEXT = 1;
    private static final int TERM = 7;
    private static final UnsafeBuffer BYTES = new UnsafeBuffer("abc".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private final Copies replication = new Copies();

    @Test
    void shouldHandOutWhatWasCommittedUpToTheOldestOpenTransaction() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                ProducerAppender bob = ProducerAppender.transactional(log.log, BOB, (short) 0);
                Appender plain = log.log.appender();
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            TestLog.append(plain, "p0");
            append(alice, 0, "a1");
            TestLog.append(plain, "p2");
            append(bob, 0, "b3");
            assertEquals(List.of("0=p0"), TestLog.readAll(committed));
            assertEquals(1, committed.endOffset());
            assertEquals(List.of("0=p0", "1=a1", "2=p2", "3=b3"), log.readAll());

            assertEquals(4, coordinator.end(BOB, NEXT, true, TERM));
            assertEquals(List.of(), TestLog.readAll(committed), "the older one is open");
            assertEquals(5, coordinator.end(ALICE, NEXT, false, TERM));
            assertEquals(List.of("2=p2", "3=b3"), TestLog.readAll(committed));
            assertEquals(6, committed.endOffset());
            assertEquals(6, committed.position());
            log.assertNoErrors();
        }
    }

    @Test
    void shouldHandOutMarkersToThoseWhoAskForThem() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 3);
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader reader = log.reader().withControlRecords(true)) {
            append(alice, 0, "a");
            coordinator.end(ALICE, (short) 4, true, TERM);
            coordinator.append(BOB, (short) 5, new BatchDraft().add(new UnsafeBuffer(new byte[8]), 0, 8));
            coordinator.end(BOB, (short) 6, false, TERM);
            final List<String> seen = new ArrayList<>();
            reader.poll(
                    record -> seen.add(record.producerId() + "/" + record.producerEpoch() + " control="
                            + record.isControl() + " commit=" + record.isCommitMarker() + " transactional="
                            + record.isTransactional()),
                    10);

            assertEquals(
                    List.of(
                            "1/3 control=false commit=false transactional=true",
                            "1/4 control=true commit=true transactional=true",
                            "2/5 control=false commit=false transactional=true",
                            "2/6 control=true commit=false transactional=true"),
                    seen);
        }
    }

    @Test
    void shouldRefuseAZombieBehindTheMarkerAlsoAfterARestart() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            assertEquals(0, alice.tryClaim(0, 8));
            assertEquals(PublishResult.BACK_PRESSURED, coordinator.end(ALICE, NEXT, false, TERM), "a claim is open");
            assertEquals(0, alice.commit());
            assertEquals(1, coordinator.end(ALICE, NEXT, false, TERM));
            assertEquals(PublishResult.STALE_PRODUCER_EPOCH, append(alice, 1, "late"));
            log.turn();
            log.abandon();
        }
        try (TestLog log = TestLog.open(directory);
                ProducerAppender zombie = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            assertEquals(PublishResult.STALE_PRODUCER_EPOCH, append(zombie, 1, "late"));
            assertEquals(
                    PublishResult.STALE_PRODUCER_EPOCH,
                    coordinator.append(ALICE, (short) 0, new BatchDraft().add(new UnsafeBuffer(new byte[8]), 0, 8)));
            assertEquals(PublishResult.STALE_COORDINATOR, coordinator.end(ALICE, (short) 2, true, TERM - 1));
            zombie.beginEpoch(NEXT);
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, append(zombie, 1, "not the first"));
            assertTrue(append(zombie, 0, "next") > 1);
            assertThrows(IllegalStateException.class, () -> zombie.beginEpoch(NEXT));
        }
    }

    @Test
    void shouldReadFromALogStartInTheMidstOfTransactions() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                ProducerAppender bob = ProducerAppender.transactional(log.log, BOB, (short) 0);
                Appender plain = log.log.appender();
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            append(alice, 0, "a0");
            coordinator.end(ALICE, NEXT, true, TERM);
            bob.append(0, batch("b2", "b3", "b4"));
            TestLog.append(plain, "p5");
            coordinator.end(BOB, NEXT, true, TERM);
            log.turn();

            RecordDeletion.deleteBefore(log.log, 1);
            committed.seekToEarliest();
            assertEquals(List.of("2=b2", "3=b3", "4=b4", "5=p5"), TestLog.readAll(committed), "behind a transaction");
            RecordDeletion.deleteBefore(log.log, 4);
            committed.seekToEarliest();
            assertEquals(List.of("4=b4", "5=p5"), TestLog.readAll(committed), "within a batch of one");
            RecordDeletion.deleteBefore(log.log, 5);
            committed.seekToEarliest();
            assertEquals(List.of("5=p5"), TestLog.readAll(committed), "within one");
        }
    }

    @Test
    void shouldTellWhichTransactionsAreOpenAlsoAfterARestart() throws IOException {
        final List<OpenTransaction> open =
                List.of(new OpenTransaction(BOB, (short) 5, 1), new OpenTransaction(ALICE, NEXT, 3));
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            assertEquals(List.of(), OpenTransaction.in(log.log));
            append(alice, 0, "a0");
            coordinator.append(BOB, (short) 5, batch("b1"));
            coordinator.end(ALICE, NEXT, true, TERM);
            alice.beginEpoch(NEXT);
            append(alice, 0, "a3");
            assertEquals(open, OpenTransaction.in(log.log));
            log.turn();
            log.abandon();
        }
        try (TestLog log = TestLog.open(directory);
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader markers = log.reader().withControlRecords(true)) {
            assertEquals(open, OpenTransaction.in(log.log));
            for (final OpenTransaction one : open) {
                assertTrue(coordinator.abort(one) >= 4);
            }
            assertEquals(List.of(), OpenTransaction.in(log.log));
            assertEquals(log.log.endOffset(), log.log.lastStableOffset());
            final List<String> seen = new ArrayList<>();
            markers.poll(
                    record -> {
                        if (record.isControl()) {
                            seen.add(
                                    record.producerId() + "/" + record.producerEpoch() + " " + record.isCommitMarker());
                        }
                    },
                    10);
            assertEquals(List.of("1/1 true", "2/6 false", "1/2 false"), seen);
            assertEquals(PublishResult.STALE_COORDINATOR, coordinator.end(ALICE, (short) 2, true, TERM - 1));
        }
    }

    @Test
    void shouldWaitUntilAMarkerIsReplicated() throws IOException {
        try (TestLog log = replication.led(
                        new FileStorage(), directory, TestLog.small().build());
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                Appender plain = log.log.appender();
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            final long first = append(alice, 0, "a");
            TestLog.append(plain, "p");
            final long marker = coordinator.end(ALICE, NEXT, true, TERM);
            log.turn();
            replication.highWatermark = marker;
            assertEquals(List.of(), TestLog.readAll(committed), "its marker may be lost yet");
            replication.highWatermark = marker + 1;
            assertEquals(List.of(first + "=a", first + 1 + "=p"), TestLog.readAll(committed));
        }
    }

    @Test
    void shouldGoOnBehindRecordsThatWereDeletedInTheMidstOfASegment() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            alice.append(0, new BatchDraft().add(BYTES, 0, 1).add(BYTES, 1, 1).add(BYTES, 2, 1));
            append(alice, 3, "d");
            coordinator.end(ALICE, NEXT, true, TERM);
            log.turn();
            RecordDeletion.deleteBefore(log.log, 1);
            try (PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
                assertEquals(List.of("1=b", "2=c", "3=d"), TestLog.readAll(committed));
            }
        }
    }

    @Test
    void shouldLeaveTheNextTransactionAloneWhenAMarkerIsWrittenAgain() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            append(alice, 0, "first");
            coordinator.end(ALICE, NEXT, true, TERM);
            alice.beginEpoch(NEXT);
            append(alice, 0, "half");
            assertTrue(coordinator.end(ALICE, NEXT, true, TERM) >= 0);
            assertEquals(List.of("0=first"), TestLog.readAll(committed));
            assertEquals(2, log.log.lastStableOffset());
        }
    }

    @Test
    void shouldNotCommitATransactionWhoseMarkerWasLost() throws IOException {
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            append(alice, 0, "its marker was lost");
            alice.beginEpoch((short) 2);
            append(alice, 0, "next");
            coordinator.end(ALICE, (short) 3, true, TERM);
            assertEquals(List.of("1=next"), TestLog.readAll(committed));
        }
    }

    @Test
    void shouldFindAMarkerInALogThatWasCutBehindIt() throws IOException {
        try (TestLog log = TestLog.open(
                        directory, TestLog.small().durability(Durability.SYNC).build());
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                Appender plain = log.log.appender();
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            append(alice, 0, "a");
            assertEquals(1, coordinator.end(ALICE, NEXT, true, TERM));
            assertEquals(2, plain.tryClaim(8));
            log.log.fence();
            log.log.beginTerm(log.log.term() + 1);
            assertEquals(PublishResult.FENCED, plain.commit());
            TestLog.append(plain, "more");
            assertTrue(coordinator.end(ALICE, NEXT, true, TERM) >= 0);
        }
    }

    @Test
    void shouldNotSkipUndecidedRecordsWhenSeekingByTime() throws IOException {
        try (TestLog log = replication.led(
                        new FileStorage(), directory, TestLog.small().build());
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            final long first = append(alice, 0, "a");
            final long marker = coordinator.end(ALICE, NEXT, true, TERM);
            log.turn();
            replication.highWatermark = marker;
            assertEquals(first, committed.endOffset());
            committed.seekToTime(1);
            replication.highWatermark = marker + 1;
            assertEquals(List.of(first + "=a"), TestLog.readAll(committed));
        }
    }

    @Test
    void shouldNotBelieveAMarkerWhoseBytesChanged() throws IOException {
        final String segment;
        try (TestLog log = TestLog.open(directory);
                ProducerAppender alice = ProducerAppender.transactional(log.log, ALICE, (short) 0);
                TransactionAppender coordinator = new TransactionAppender(log.log)) {
            append(alice, 0, "a");
            coordinator.end(ALICE, NEXT, false, TERM);
            log.turn();
            segment = log.log.last().path().toString();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment, "rw")) {
            file.seek(LogFormat.SEGMENT_HEADER_LENGTH + 128 + 98); // type of the marker: abort becomes commit
            file.write(LogFormat.CONTROL_COMMIT);
        }
        try (TestLog log = TestLog.open(directory);
                PartitionReader committed = log.reader().isolation(Isolation.READ_COMMITTED)) {
            assertThrows(CorruptLogException.class, () -> TestLog.readAll(committed));
        }
    }

    private static BatchDraft batch(final String... values) {
        final BatchDraft batch = new BatchDraft();
        for (final String value : values) {
            final UnsafeBuffer bytes = new UnsafeBuffer(value.getBytes(StandardCharsets.UTF_8));
            batch.add(bytes, 0, bytes.capacity());
        }
        return batch;
    }

    private static long append(final ProducerAppender producer, final int sequence, final String value) {
        final UnsafeBuffer bytes = new UnsafeBuffer(value.getBytes(StandardCharsets.UTF_8));
        return producer.append(sequence, bytes, 0, bytes.capacity());
    }
}
