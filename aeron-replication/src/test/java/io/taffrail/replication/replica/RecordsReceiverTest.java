/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.Standing;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that come in, over logs in files. */
class RecordsReceiverTest {
    private static final long PATIENCE_NS = 1_000;
    private static final int RECORD = 100;
    private static final int OVERHEAD = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH;

    @TempDir
    Path directory;

    private final Frames frames = new Frames();
    private final RecordedMessages said = new RecordedMessages();
    private DiskLog leader;
    private DiskLog follower;
    private RaftMember member;
    private RecordsReceiver receiver;
    private long nowNs;

    @AfterEach
    void tearDown() throws IOException {
        follower.assertNoErrors();
        leader.close();
        follower.close();
    }

    @Test
    void shouldTakeWholeBatchesWhenTheyContinueTheLog() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(9, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);

        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));
        deliverAll(frames.highWatermark(5)
                .whole(1, DiskLog.crcAt(all, 0), new UnsafeBuffer(all, first, all.capacity() - first)));

        assertEquals(10, DiskLog.assertSame(leader, follower));
        assertTrue(receiver.hasAppended());
        assertFalse(receiver.hasAppended(), "said once");
        assertTrue(member.isMatched());
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, (16 << 20) - OVERHEAD})
    void shouldPutALargeBatchTogetherFromItsSlices(final int length) throws IOException {
        open(DiskLog.large().segmentBytes(64 << 20).build());
        leader.publishMany(1, length);
        leader.publishMany(1, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final UnsafeBuffer large = new UnsafeBuffer(all, first, DiskLog.lengthAt(all, first));
        final int behind = first + large.capacity();

        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));
        receiver.hasAppended();
        deliverSlices(large, DiskLog.crcAt(all, 0), 8_100);
        final boolean hasAppended = receiver.hasAppended();
        deliverAll(
                frames.whole(1, DiskLog.crcAt(large, 0), new UnsafeBuffer(all, behind, DiskLog.lengthAt(all, behind))));

        assertTrue(hasAppended);
        assertEquals(3, DiskLog.assertSame(leader, follower));
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @Test
    void shouldKnowTheEndWhenASlicedBatchWasAppended() throws IOException {
        open(DiskLog.large().build());
        leader.publishMany(1, 1 << 20);
        leader.publishMany(1, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final UnsafeBuffer large = new UnsafeBuffer(all, first, DiskLog.lengthAt(all, first));
        final int behind = first + large.capacity();
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));
        deliverSlices(large, DiskLog.crcAt(all, 0), 1 << 19);

        deliver(frames.whole(
                1, DiskLog.crcAt(large, 0) + 1, new UnsafeBuffer(all, behind, DiskLog.lengthAt(all, behind))));

        assertEquals(1, receiver.refused(), "another batch comes before it");
        assertEquals(2, follower.log.endOffset());
    }

    @Test
    void shouldPassOverWhatIsThereAndTakeTheRest() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(9, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int half = half(all);

        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, half)));
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, half)));
        deliverAll(frames.whole(0, 0, all));
        deliverAll(frames.slice(0, 0, new UnsafeBuffer(all, 0, DiskLog.lengthAt(all, 0)), 0, 64));

        assertEquals(10, DiskLog.assertSame(leader, follower));
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @Test
    void shouldAskWhereToGoOnWhenThereIsAGap() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(9, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final int half = half(all);
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));
        said.statuses = 0;

        deliver(frames.whole(1, 0, new UnsafeBuffer(all, half, all.capacity() - half)));

        assertEquals(1, receiver.gaps());
        assertEquals(1, follower.log.endOffset());
        assertFalse(member.isMatched());
        assertEquals(1, said.statuses);
        assertFalse(said.isMatched);

        deliver(frames.whole(1, 0, new UnsafeBuffer(all, half, all.capacity() - half)));
        assertEquals(1, receiver.gaps(), "asked once, until it is found to agree again");

        deliverAll(frames.whole(1, DiskLog.crcAt(all, 0), new UnsafeBuffer(all, first, all.capacity() - first)));
        DiskLog.assertSame(leader, follower);
    }

    @Test
    void shouldAskWhereToGoOnWhenTheHighWatermarkIsToldBehindTheEnd() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(3, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        deliverAll(frames.whole(0, 0, all));

        deliver(frames.whole(4, 1, 0, new UnsafeBuffer(0, 0)));
        assertEquals(0, receiver.gaps());
        assertTrue(member.isMatched());

        deliver(frames.whole(5, 1, 0, new UnsafeBuffer(0, 0)));
        assertEquals(1, receiver.gaps(), "what came before it was lost");
        assertFalse(member.isMatched());
    }

    @Test
    void shouldAskWhereToGoOnWhenASliceIsMissing() throws IOException {
        open(DiskLog.large().build());
        leader.publishMany(1, 1 << 20);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final UnsafeBuffer large = new UnsafeBuffer(all, first, DiskLog.lengthAt(all, first));
        final int crc = DiskLog.crcAt(all, 0);
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));

        deliver(frames.slice(1, crc, large, 0, 1_000));
        deliver(frames.slice(1, crc, large, 2_000, 1_000));

        assertEquals(1, receiver.gaps());
        assertFalse(member.isMatched());

        deliver(frames.slice(1, crc, large, 1_000, 1_000));
        deliver(frames.slice(1, crc, large, 3_000, 1_000));
        assertEquals(1, receiver.gaps(), "the first slice is forgotten, and asked for: once, whatever follows");

        deliverSlices(large, crc, 100_000);
        assertEquals(2, DiskLog.assertSame(leader, follower));
    }

    @Test
    void shouldBeginAnewWhenTheFirstSliceComesAgain() throws IOException {
        open(DiskLog.large().build());
        leader.publishMany(1, 1 << 20);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final UnsafeBuffer large = new UnsafeBuffer(all, first, DiskLog.lengthAt(all, first));
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));

        deliver(frames.slice(1, DiskLog.crcAt(all, 0), large, 0, 1_000));
        deliver(frames.slice(1, DiskLog.crcAt(all, 0), large, 1_000, 5_000));
        deliverSlices(large, DiskLog.crcAt(all, 0), 300_000);

        assertEquals(2, DiskLog.assertSame(leader, follower));
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseWhatDoesNotFollowTheLastBatch(final boolean isTerm) throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(3, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int half = half(all);
        deliverAll(frames.term(2).whole(0, 0, new UnsafeBuffer(all, 0, half)));
        final int crc = last(all, half);
        final long before = follower.log.endOffset();

        deliver(frames.whole(
                isTerm ? 2 : 1, isTerm ? crc : crc ^ 1, new UnsafeBuffer(all, half, all.capacity() - half)));

        assertEquals(1, receiver.refused());
        assertFalse(member.isMatched());
        assertEquals(before, follower.log.endOffset());

        nowNs += PATIENCE_NS;
        deliverAll(frames.whole(1, crc, new UnsafeBuffer(all, half, all.capacity() - half)));
        DiskLog.assertSame(leader, follower);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseABatchOfALaterTermThanTheLeaders(final boolean isSlice) throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(2, RECORD);
        leader.log.fence();
        leader.log.replica().lead(5);
        leader.publishMany(2, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int second = indexOf(all, 1);
        final int later = indexOf(all, 3);
        final UnsafeBuffer ofTerm5 = new UnsafeBuffer(all, later, DiskLog.lengthAt(all, later));
        deliverAll(frames.term(4).whole(0, 0, new UnsafeBuffer(all, 0, second)));

        deliver(frames.whole(1, 0, new UnsafeBuffer(all, second, all.capacity() - second)));

        assertEquals(1, receiver.refused(), "the term begins in the middle of the frame");
        assertEquals(1, follower.log.endOffset(), "nothing of it is taken");
        nowNs += PATIENCE_NS;
        deliverAll(frames.whole(1, 0, new UnsafeBuffer(all, second, later - second)));
        deliver(isSlice ? frames.slice(1, 0, ofTerm5, 0, ofTerm5.capacity()) : frames.whole(1, 0, ofTerm5));
        assertEquals(2, receiver.refused());
        assertEquals(3, follower.log.endOffset());

        nowNs += PATIENCE_NS;
        deliverAll(frames.term(5).whole(1, 0, new UnsafeBuffer(all, later, all.capacity() - later)));
        DiskLog.assertSame(leader, follower);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseADamagedBatchAndBeDeafForAWhile(final boolean isSliced) throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(2, 1_000);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final int crc = DiskLog.crcAt(all, 0);
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, first)));
        final UnsafeBuffer sound = new UnsafeBuffer(all, first, DiskLog.lengthAt(all, first));
        final byte[] bytes = new byte[sound.capacity()];
        sound.getBytes(0, bytes);
        bytes[500] ^= 1;

        if (isSliced) {
            deliverSlices(new UnsafeBuffer(bytes), crc, 512);
        } else {
            deliver(frames.whole(1, crc, new UnsafeBuffer(bytes)));
        }

        assertEquals(1, receiver.refused());
        assertEquals(1, receiver.gaps());
        assertEquals(1, follower.log.endOffset());
        nowNs += PATIENCE_NS - 1;
        deliver(frames.whole(1, crc, sound));
        assertEquals(1, follower.log.endOffset(), "deaf");
        assertEquals(1, receiver.gaps(), "and dumb");

        nowNs++;
        deliverAll(frames.whole(1, crc, sound));
        assertEquals(2, follower.log.endOffset());
    }

    @Test
    void shouldRefuseBytesThatAreNoBatches() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(2, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int[] lengths = {0, -1, 63, Integer.MAX_VALUE, Integer.MIN_VALUE, all.capacity() + 1};
        deliverAll(frames.whole(0, 0, new UnsafeBuffer(all, 0, DiskLog.lengthAt(all, 0))));

        for (final int length : lengths) {
            final byte[] bytes = new byte[all.capacity() - DiskLog.lengthAt(all, 0)];
            all.getBytes(DiskLog.lengthAt(all, 0), bytes);
            final UnsafeBuffer wrong = new UnsafeBuffer(bytes);
            wrong.putInt(LogFormat.LENGTH_OFFSET, length);
            final long before = receiver.refused();
            deliver(frames.whole(1, 1, 0, wrong));
            assertEquals(before + 1, receiver.refused(), "length=" + length);
            nowNs += PATIENCE_NS;
        }
        assertEquals(1, follower.log.endOffset());
    }

    @Test
    void shouldTakeTheRestWhenThereWasRoomForAPartOnly() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(2_000, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        frames.whole(0, 0, all);
        int waits = 0;
        long partly = 0;
        while (!deliver(frames)) {
            partly = follower.log.endOffset() > 0 ? follower.log.endOffset() : partly;
            follower.turn();
            waits++;
            assertTrue(waits < 100_000, "no room");
        }

        assertTrue(partly > 0 && partly < 2_001, "partly=" + partly);
        assertEquals(2_001, DiskLog.assertSame(leader, follower));
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @Test
    void shouldKeepTheLastSliceUntilThereIsRoom() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(1, 1_000);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        final UnsafeBuffer large = new UnsafeBuffer(all, 0, first);

        assertFalse(deliver(frames.slice(0, 0, large, 0, first)), "no segment is ready");
        assertFalse(deliver(frames));
        deliverAll(frames);
        final UnsafeBuffer second = new UnsafeBuffer(all, first, all.capacity() - first);
        follower.fallIdle();
        assertTrue(deliver(frames.slice(1, DiskLog.crcAt(all, 0), second, 0, 512)));
        frames.slice(1, DiskLog.crcAt(all, 0), second, 512, second.capacity() - 512);
        assertFalse(deliver(frames), "idle");
        assertFalse(deliver(frames));
        deliverAll(frames);

        assertEquals(2, DiskLog.assertSame(leader, follower));
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    @Test
    void shouldLosePatienceWhenThereIsNoRoomForLong() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(1, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        frames.whole(0, 0, all);

        assertFalse(deliver(frames));
        nowNs += PATIENCE_NS - 1;
        assertFalse(deliver(frames));
        nowNs++;
        assertTrue(deliver(frames), "dropped");

        assertEquals(1, receiver.gaps());
        assertEquals(0, receiver.refused(), "nothing was wrong with it");
        follower.turn();
        assertTrue(deliver(frames), "deaf");
        assertEquals(0, follower.log.endOffset());
        nowNs += PATIENCE_NS;
        deliverAll(frames);
        DiskLog.assertSame(leader, follower);
    }

    @Test
    void shouldGiveTheFrameUpAtOnceWhenTheDiskIsFullAndTakeItWhenThereIsRoom() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(1, 1_000);
        final UnsafeBuffer all = leader.bytes(0);
        final FakeLog full = new FakeLog();
        follow(full);
        for (final long answer : new long[] {LocalLog.STORAGE_FULL, LocalLog.REFUSED}) {
            full.answer = answer;
            full.appends = 0;
            assertTrue(deliver(frames.whole(0, 0, all)));
            assertTrue(deliver(frames.whole(0, 0, all)), "deaf");
            assertEquals(1, full.appends, "the disk is left alone for a while");
            nowNs += PATIENCE_NS;
            assertTrue(deliver(frames.slice(0, 0, new UnsafeBuffer(all, 0, 64), 0, 64)));
            assertEquals(2, full.appends);
            nowNs += PATIENCE_NS;
        }
        assertEquals(4, receiver.gaps());
        assertEquals(0, receiver.refused(), "nothing was wrong with them");

        full.answer = 0;
        assertTrue(deliver(frames.whole(0, 0, all)));
        assertEquals(3, full.appends);
        assertTrue(receiver.hasAppended());
    }

    @Test
    void shouldDropWhatComesFromAnEarlierTermOrAnotherThanTheLeader() throws IOException {
        open(DiskLog.small().build());
        leader.publishMany(1, RECORD);
        final UnsafeBuffer all = leader.bytes(0);
        final int first = DiskLog.lengthAt(all, 0);
        deliverAll(frames.term(3).whole(0, 0, new UnsafeBuffer(all, 0, first)));

        assertTrue(deliver(frames.term(2).whole(1, 0, new UnsafeBuffer(all, first, all.capacity() - first))));

        assertEquals(1, follower.log.endOffset());
        assertEquals(0, receiver.gaps() + receiver.refused());
    }

    private void open(final TopicSettings settings) throws IOException {
        leader = new DiskLog(new FileStorage(), directory.resolve("leading"), settings, new ReplicaState(1));
        follower = new DiskLog(new FileStorage(), directory.resolve("following"), settings, new ReplicaState(1));
        leader.log.replica().lead(1);
        follow(follower.engine());
    }

    private void follow(final LocalLog log) {
        member = new RaftMember(
                new RaftConfig(Frames.FOLLOWER, List.of(0, 1, 2), 3_000_000, 1_000_000, 1_000_000),
                log,
                said,
                new LogEffects(log),
                bound -> 0);
        member.start(0, 0, RaftEffects.NOBODY, 0, Standing.VOTER);
        receiver = new RecordsReceiver(member, log, PATIENCE_NS);
    }

    private boolean deliver(final Frames made) {
        return receiver.onFrame(Frames.LEADER, made.frame, made.buffer, nowNs);
    }

    private void deliverAll(final Frames made) {
        for (int i = 0; !deliver(made); i++) {
            follower.turn();
            assertTrue(i < 100_000, "no room");
        }
    }

    private void deliverSlices(final UnsafeBuffer batch, final int previousCrc, final int length) {
        for (int at = 0; at < batch.capacity(); at += length) {
            deliverAll(frames.slice(1, previousCrc, batch, at, Math.min(length, batch.capacity() - at)));
        }
    }

    /** Where about the half of the batches ends. */
    private static int half(final UnsafeBuffer batches) {
        int at = 0;
        while (at < batches.capacity() / 2) {
            at += DiskLog.lengthAt(batches, at);
        }
        return at;
    }

    /** Checksum of the batch that ends at an index. */
    private static int last(final UnsafeBuffer batches, final int end) {
        int last = 0;
        for (int at = 0; at < end; at += DiskLog.lengthAt(batches, at)) {
            last = at;
        }
        return DiskLog.crcAt(batches, last);
    }

    private static int indexOf(final UnsafeBuffer batches, final long offset) {
        int at = 0;
        while (DiskLog.offsetAt(batches, at) < offset) {
            at += DiskLog.lengthAt(batches, at);
        }
        return at;
    }
}
