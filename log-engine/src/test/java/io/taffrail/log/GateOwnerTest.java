/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.compression.CompressionException;
import io.taffrail.settings.CompressionType;
import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to an owner between its judgement and its claim: the clock that stamps a record is read there. */
class GateOwnerTest {
    private static final long ID = 7;
    private static final short EPOCH = 0;
    private static final int MOST_WAITS = 10_000;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private final UnsafeBuffer value = new UnsafeBuffer(new byte[64]);
    private PartitionLog log;
    private Runnable beforeClaim;
    private Runnable beforeWait;
    private long nowNs = 1_700_000_000_000_000_000L;
    private long dutyNs;
    private int waits;

    @Test
    void shouldNotWaitForDurabilityInsideTheGateWhenAClaimIsGivenUp() throws IOException {
        log = open(TestLog.small().durability(Durability.SYNC).build(), Replication.NONE);
        final ProducerAppender owner = owner(3);
        final Appender plain = log.appender();
        assertEquals(3, plain.tryClaim(8), "nothing behind it becomes durable while it is open");
        beforeClaim = () -> assertFalse(log.producers().tryFence(log, ID, EPOCH), "the owner is inside");
        assertEquals(5, owner.tryClaim(3, 8), "the claim at 4 was given up");
        assertEquals(3, plain.commit());
        assertEquals(5, owner.commit());
        close(owner, plain);
    }

    @Test
    void shouldLeaveTheGateBeforeAnAbortIsDurable() throws IOException {
        log = open(TestLog.small().durability(Durability.SYNC).build(), Replication.NONE);
        final ProducerAppender owner = owner(3);
        assertEquals(3, owner.tryClaim(3, 8));
        final boolean[] isFree = new boolean[1];
        beforeWait = () -> isFree[0] |= log.producers().tryFence(log, ID, EPOCH);
        assertEquals(PublishResult.ABORTED, owner.abort());
        assertTrue(isFree[0]);
        beforeWait = null;
        assertEquals(4, owner.append(3, value, 0, 64));
        close(owner);
    }

    @Test
    void shouldBeJudgedAgainWhenTheLogIsCutBetweenJudgementAndClaim() throws IOException {
        log = open(TestLog.small().build(), replication);
        log.beginTerm(1);
        final ProducerAppender owner = owner(4);
        beforeClaim = () -> {
            try {
                log.fence();
                log.replica().truncate(2);
                log.replica().lead(2);
            } catch (final IOException ex) {
                throw new AssertionError(ex);
            }
        };
        assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, owner.append(4, value, 0, 64));
        assertEquals(1, owner.append(1, value, 0, 64));
        assertEquals(4, owner.append(2, value, 0, 64), "behind the void of the term and the claim that was given up");
        close(owner);
    }

    @Test
    void shouldBeRefusedWhenFencedBetweenJudgementAndClaim() throws IOException {
        log = open(TestLog.small().build(), Replication.NONE);
        final ProducerAppender owner = owner(3);
        beforeClaim = () -> assertFalse(log.producers().tryFence(log, ID, EPOCH + 1), "the owner is inside");
        assertEquals(PublishResult.STALE_PRODUCER_EPOCH, owner.append(3, value, 0, 64));
        assertTrue(log.producers().tryFence(log, ID, EPOCH + 1));
        close(owner);
    }

    @Test
    void shouldLeaveTheGateWhenABatchCannotBeCompressed() throws IOException {
        log = open(TestLog.small().compressionType(CompressionType.LZ4).build(), Replication.NONE);
        final BatchDraft batch = new BatchDraft().add(value, 0, 64).add(value, 0, 64);
        try (ProducerAppender producer = log.producer(ID, EPOCH)) {
            for (int sequence = 0; sequence < 4; sequence++) { // like everybody, and then as the owner
                final int next = sequence;
                assertThrows(CompressionException.class, () -> producer.append(next, batch), "no codec is here");
                assertTrue(log.producers().tryFence(log, ID, EPOCH), () -> "nobody is inside: sequence=" + next);
                assertEquals(sequence, producer.append(sequence, value, 0, 64));
                assertEquals(sequence, log.endOffset() - 1);
            }
        }
        log.close();
    }

    @Test
    void shouldForgetAProducerWhoseLastBatchesWereCutOff() throws IOException {
        log = open(TestLog.small().build(), replication);
        log.beginTerm(1);
        final ProducerAppender owner = owner(9);
        log.fence();
        log.replica().truncate(2);
        log.replica().lead(2);
        log.endOffset();
        nowNs += TimeUnit.DAYS.toNanos(2);
        assertEquals(1, log.producers().expire(log));
        assertEquals(3, owner.append(77, value, 0, 64), "nothing is known of it any more");
        close(owner);
    }

    /** An appender that has appended so many records, and is inside by itself from now on. */
    private ProducerAppender owner(final int records) {
        final ProducerAppender owner = log.producer(ID, EPOCH);
        for (int i = 0; i < records; i++) {
            assertEquals(i, owner.append(i, value, 0, 64));
        }
        return owner;
    }

    private void close(final AutoCloseable... appenders) throws IOException {
        for (final AutoCloseable appender : appenders) {
            try {
                appender.close();
            } catch (final Exception ex) {
                throw new AssertionError(ex);
            }
        }
        log.close();
    }

    private PartitionLog open(final TopicSettings settings, final Replication copies) throws IOException {
        final PartitionLog opened = new PartitionLog(
                new LogContext(
                        new FileStorage(),
                        directory,
                        TestLog.LOG_ID,
                        this::readClock,
                        (attempt, sinceNs) -> await(),
                        copies,
                        active -> {},
                        error -> {
                            throw new AssertionError(error);
                        }),
                settings);
        opened.load();
        if (copies.isReplicated()) {
            opened.fence();
        }
        return opened;
    }

    private long readClock() {
        final Runnable action = beforeClaim;
        beforeClaim = null;
        if (action != null) {
            action.run();
        }
        return nowNs;
    }

    private boolean await() {
        if (beforeWait != null) {
            beforeWait.run();
        }
        waits++;
        if (waits > MOST_WAITS) {
            throw new AssertionError("waits for what this thread itself keeps open");
        }
        dutyNs += 1_000;
        log.doCursorWork(Integer.MAX_VALUE);
        log.doRoadWork(dutyNs);
        log.doForceWork(dutyNs);
        return true;
    }
}
