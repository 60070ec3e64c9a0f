/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {
    private static final int BATCH_CRC = 4;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private Path leading;
    private Path following;

    @BeforeEach
    void setUp() {
        leading = directory.resolve("leading");
        following = directory.resolve("following");
    }

    @Test
    void shouldHoldTheSameBatchesWhenItFollowedOverRollsAndTerms() throws IOException {
        try (TestLog leader = leader(3_000);
                TestLog follower = replication.open(following);
                Appender publisher = leader.log.appender();
                Appender refused = follower.log.appender()) {
            final FollowerAppender appender = follow(follower);
            Copies.copy(leader, follower, appender);
            leader.log.fence();
            leader.log.replica().lead(9);
            TestLog.appendMany(publisher, 2_000);
            Copies.copy(leader, follower, appender);

            assertEquals(Copies.batches(leader), Copies.batches(follower));
            assertTrue(follower.log.rolls() > 1, "it rolled");
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(refused, "refused"));
            assertEquals(9, follower.log.replica().lastTerm());
            assertEquals(new TermBoundary(1, 3_000), follower.log.replica().endOfTerm(8));
            assertEquals(new TermBoundary(9, 5_001), follower.log.replica().endOfTerm(9));
            assertEquals(new TermBoundary(0, 0), follower.log.replica().endOfTerm(0));
            assertEquals(1, follower.log.replica().floorTerm(8));
            assertEquals(3_000, follower.log.replica().endOfFloorTerm(8));
            replication.highWatermark = 4_000;
            assertEquals(3_999, follower.readAll().size(), "the void holds no record");
            follower.assertNoErrors();
        }
    }

    @Test
    void shouldFindTermsInTheBatchesWhenItDiedBeforeTheManifestWasWritten() throws IOException {
        try (TestLog leader = leader(10)) {
            final TestLog follower = replication.open(following);
            final FollowerAppender appender = follow(follower);
            Copies.copy(leader, follower, appender);
            for (int term = 3; term < 6; term++) {
                leader.log.fence();
                leader.log.replica().lead(term);
            }
            final UnsafeBuffer rest = Copies.bytes(leader, 10);

            assertEquals(rest.capacity(), appender.append(rest, 0, rest.capacity()));
            follower.abandon();

            try (TestLog reopened = replication.open(following)) {
                assertEquals(Copies.batches(leader), Copies.batches(reopened));
                assertEquals(5, reopened.log.replica().lastTerm());
                assertEquals(new TermBoundary(1, 10), reopened.log.replica().endOfTerm(2));
                assertEquals(new TermBoundary(3, 11), reopened.log.replica().endOfTerm(3));
                assertEquals(new TermBoundary(4, 12), reopened.log.replica().endOfTerm(4));
            }
        }
    }

    @Test
    void shouldTakeNothingWhenAnyBatchIsNotRight() throws IOException {
        try (TestLog leader = leader(10);
                TestLog follower = replication.open(following)) {
            final FollowerAppender appender = follow(follower);
            final UnsafeBuffer bytes = Copies.bytes(leader, 0);
            final int half = bytes.capacity() / 2;
            appender.append(bytes, 0, 0);
            follower.turn();

            assertEquals(FollowerAppender.UNEXPECTED_OFFSET, appender.append(bytes, half, half));
            bytes.putByte(bytes.capacity() - 60, (byte) (bytes.getByte(bytes.capacity() - 60) ^ 1));
            assertEquals(FollowerAppender.DAMAGED, appender.append(bytes, 0, bytes.capacity()));
            assertEquals(FollowerAppender.MALFORMED, appender.append(bytes, 0, half - 64));
            bytes.putInt(half, -128);
            assertEquals(FollowerAppender.MALFORMED, appender.append(bytes, 0, bytes.capacity()));
            assertEquals(0, follower.log.endOffset());

            assertEquals(half, appender.append(bytes, 0, half), "the sound ones alone are taken");
            assertEquals(5, follower.log.endOffset());
            assertEquals(FollowerAppender.UNEXPECTED_OFFSET, appender.append(bytes, 0, half), "a second time");
        }
    }

    @Test
    void shouldRefuseATermThatGoesBack() throws IOException {
        try (TestLog leader = leader(1);
                TestLog old = replication.led(directory.resolve("old"));
                Appender ofOld = old.log.appender();
                TestLog follower = replication.open(following)) {
            leader.log.fence();
            leader.log.replica().lead(5);
            TestLog.appendMany(ofOld, 3);
            final FollowerAppender appender = follow(follower);
            Copies.copy(leader, follower, appender);
            final UnsafeBuffer bytes = Copies.bytes(old, 2);

            assertEquals(FollowerAppender.UNEXPECTED_TERM, appender.append(bytes, 0, bytes.capacity()));
            assertEquals(2, follower.log.endOffset());
        }
    }

    @Test
    void shouldLeaveNoTraceOfABatchWhosePartsAreGivenUp() throws IOException {
        try (TestLog leader = replication.led(leading);
                Appender publisher = leader.log.appender();
                TestLog follower = replication.open(following)) {
            assertEquals(0, publisher.append(new UnsafeBuffer(new byte[10_000]), 0, 10_000));
            final UnsafeBuffer bytes = Copies.bytes(leader, 0);
            final FollowerAppender appender = follow(follower);
            awaitRoom(follower, appender);

            assertEquals(0, appender.beginBatch(bytes.capacity()));
            assertEquals(1_000, appender.putPart(bytes, 0, 1_000));
            assertEquals(FollowerAppender.MALFORMED, appender.finishBatch(), "parts are missing");
            assertEquals(0, appender.beginBatch(bytes.capacity()));
            assertEquals(FollowerAppender.MALFORMED, appender.putPart(new UnsafeBuffer(new byte[20_000]), 0, 20_000));
            appender.beginBatch(bytes.capacity());
            appender.putPart(bytes, 64, 128);
            appender.abandonBatch();
            assertEquals(0, follower.log.endOffset());
            assertEquals(PublishResult.TOO_LARGE, appender.beginBatch(64 * 1024));

            appender.beginBatch(bytes.capacity());
            for (int at = 0; at < bytes.capacity(); at += 1_000) {
                appender.putPart(bytes, at, Math.min(1_000, bytes.capacity() - at));
            }
            assertEquals(bytes.capacity(), appender.finishBatch());
            assertEquals(Copies.batches(leader), Copies.batches(follower));
        }
    }

    @Test
    void shouldAnswerAtOnceWhileNoSegmentIsReady() throws IOException {
        try (TestLog leader = leader(2_000);
                TestLog follower = replication.open(following)) {
            final FollowerAppender appender = follow(follower);
            final UnsafeBuffer bytes = Copies.bytes(leader, 0);

            assertEquals(PublishResult.BACK_PRESSURED, appender.append(bytes, 0, bytes.capacity()), "idle");
            follower.turn();
            final long first = appender.append(bytes, 0, bytes.capacity());
            assertTrue(first > 0 && first < bytes.capacity(), () -> FollowerAppender.describe(first));
            final int rest = bytes.capacity() - (int) first;
            assertEquals(PublishResult.BACK_PRESSURED, appender.append(bytes, (int) first, rest));
            follower.turn();
            follower.turn();
            follower.turn();
            follower.turn();

            assertTrue(appender.append(bytes, (int) first, rest) > 0, "a segment is ready");
        }
    }

    @Test
    void shouldGoOnFollowingWhenItFellIdleOrItsSegmentIsOld() throws IOException {
        try (TestLog leader = leader(10);
                Appender publisher = leader.log.appender();
                TestLog follower = replication.open(following);
                Appender refused = follower.log.appender()) {
            final FollowerAppender appender = follow(follower);
            Copies.copy(leader, follower, appender);
            follower.fallIdle();
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(refused, "refused"));
            assertFalse(follower.log.isBusy(), "publishers do not wake it");
            TestLog.appendMany(publisher, 10);
            Copies.copy(leader, follower, appender);

            follower.epochNs.addAndGet(follower.log.settings().segmentMs() * 1_000_000L + 1);
            for (int i = 0; i < 5; i++) {
                follower.turn();
            }
            TestLog.appendMany(publisher, 10);
            Copies.copy(leader, follower, appender);

            assertEquals(2, follower.log.segments().length, "sealed by age");
            assertEquals(Copies.batches(leader), Copies.batches(follower));
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(refused, "refused"));
        }
        try (TestLog reopened = replication.open(following)) {
            assertEquals(30, reopened.log.endOffset());
            assertEquals(1, reopened.log.replica().lastTerm());
        }
    }

    @Test
    void shouldAnswerFencedWhenItsTimeIsOver() throws IOException {
        try (TestLog leader = leader(10);
                TestLog follower = replication.open(following)) {
            final FollowerAppender first = follow(follower);
            final UnsafeBuffer bytes = Copies.bytes(leader, 0);
            assertThrows(
                    IllegalStateException.class, () -> follower.log.replica().follow());
            follower.log.fence();
            assertEquals(PublishResult.FENCED, first.append(bytes, 0, bytes.capacity()));
            final FollowerAppender second = follower.log.replica().follow();

            assertEquals(PublishResult.FENCED, first.append(bytes, 0, bytes.capacity()));
            Copies.copy(leader, follower, second);
            assertEquals(PublishResult.FENCED, first.append(bytes, 0, bytes.capacity()));
            assertEquals(Copies.batches(leader), Copies.batches(follower));
        }
    }

    @Test
    void shouldBeginATermWithAVoidThatNoPublisherPrecedes() throws IOException {
        try (TestLog leader = leader(10);
                Appender publisher = leader.log.appender()) {
            replication.appendLimitBytes = 0;
            leader.log.fence();
            assertThrows(
                    IllegalArgumentException.class, () -> leader.log.replica().lead(1));
            assertEquals(10, leader.log.replica().lead(2), "not held back by the limit");
            assertEquals(11, leader.log.endOffset());
            assertEquals(2, leader.log.replica().lastTerm());
            replication.appendLimitBytes = Long.MAX_VALUE;
            leader.log.onAppendLimit();
            assertEquals(11, TestLog.append(publisher, "first of the term"));
            leader.fallIdle();
            leader.log.fence();
            assertEquals(12, leader.log.replica().lead(3), "idle");
            replication.highWatermark = 13;
            assertEquals(11, leader.readAll().size());
        }
        try (TestLog empty = replication.open(directory.resolve("empty"))) {
            assertEquals(0, empty.log.replica().lead(7));
            assertEquals(7, empty.log.replica().lastTerm());
            assertEquals(new TermBoundary(0, 0), empty.log.replica().endOfTerm(6));
        }
    }

    @Test
    void shouldFindALowerBoundOfTheHighWatermarkAgain() throws IOException {
        final TestLog leader = leader(10);
        replication.highWatermark = 7;
        leader.turn();
        leader.abandon();
        replication.highWatermark = 0;
        try (TestLog reopened = replication.open(leading)) {
            assertEquals(7, reopened.log.replica().highWatermark());
            reopened.turn();
        }
        try (TestLog again = replication.open(leading)) {
            assertEquals(7, again.log.replica().highWatermark(), "a restart does not lower it");
            again.log.fence();
            assertThrows(
                    IllegalArgumentException.class, () -> again.log.replica().truncate(6));
        }
    }

    @Test
    void shouldTellTheBatchThatEndsAtAnOffset() throws IOException {
        try (TestLog leader = leader(3_000)) {
            final ReplicaLog replica = leader.log.replica();
            final UnsafeBuffer bytes = Copies.bytes(leader, 2_999);

            assertEquals(new BatchEnd(2_999, 1, bytes.getInt(BATCH_CRC)), replica.batchBefore(3_000));
            assertEquals(null, replica.batchBefore(3_001));
            assertEquals(null, replica.batchBefore(0));
            for (final Segment segment : leader.log.segments()) {
                if (segment.baseOffset() > 0) {
                    assertEquals(
                            segment.baseOffset() - 1,
                            replica.batchBefore(segment.baseOffset()).baseOffset());
                }
            }
        }
    }

    @Test
    void shouldTellTheBatchWhenARollIsJustGivingTheSegmentItsName() throws IOException {
        try (TestLog leader = leader(3_000)) {
            final Segment last = leader.log.segments()[leader.log.segments().length - 1];
            final Path named = last.path();
            last.path(named.resolveSibling("spare-0.tmp")); // the file is renamed, the segment does not know it yet

            final BatchEnd found = leader.log.replica().batchBefore(3_000);

            last.path(named);
            assertEquals(2_999, found.baseOffset());
        }
    }

    private TestLog leader(final int records) throws IOException {
        final TestLog leader = replication.led(leading);
        try (Appender publisher = leader.log.appender()) {
            TestLog.appendMany(publisher, records);
        }
        leader.turn();
        return leader;
    }

    private static FollowerAppender follow(final TestLog follower) throws IOException {
        follower.log.fence();
        return follower.log.replica().follow();
    }

    private static void awaitRoom(final TestLog follower, final FollowerAppender appender) {
        assertEquals(PublishResult.BACK_PRESSURED, appender.append(new UnsafeBuffer(new byte[0]), 0, 0));
        follower.turn();
    }
}
