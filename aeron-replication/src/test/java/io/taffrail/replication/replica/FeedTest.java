/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.transport.Channel;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower that is behind is caught up from files, and then fed live. */
class FeedTest {
    private static final int RECORD = 100;
    private static final int TURNS = 100_000;

    @TempDir
    Path directory;

    private final Outbox outbox = new Outbox(4_096);
    private final ReplicaState state = new ReplicaState(1);
    private final CatchUp agent = new CatchUp();
    private DiskLog log;
    private Feed feed;

    @AfterEach
    void tearDown() throws IOException {
        feed.close();
        agent.onClose();
        log.assertNoErrors();
        log.close();
    }

    @Test
    void shouldFeedLiveWhatStandsInMemory() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(20, RECORD);

        feed.start(1, 5);

        assertFalse(feed.isCatchingUp());
        assertTrue(feed.send(0, 5, 100) > 0);
        assertEquals(0, agent.doWork());
        assertReceived(5, Channel.LIVE);
    }

    @Test
    void shouldFeedLiveFromTheEndWhenNothingIsMissing() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(2_000, RECORD);
        log.fallIdle();

        feed.start(1, log.log.endOffset());

        assertFalse(feed.isCatchingUp());
        log.publishMany(10, RECORD);
        feed.send(0, 2_001, 100);
        assertReceived(2_001, Channel.LIVE);
    }

    @Test
    void shouldCatchUpFromFilesAndThenGoOnLive() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(3_000, RECORD);
        log.fallIdle();
        log.publishMany(10, RECORD);
        feed.start(1, 0);
        assertTrue(feed.isCatchingUp());
        assertEquals(0, feed.send(0, 0, 100), "not live");

        long follower = 0;
        int turns = 0;
        while (follower < log.log.endOffset()) {
            outbox.room = 3;
            agent.doWork();
            outbox.room = 3;
            feed.send(0, follower, 2);
            follower = turns % 7 == 0 ? received() : follower; // it is acknowledged later
            if (turns++ % 5 == 0 && turns < 500) {
                log.publishMany(1, RECORD);
            }
            assertTrue(turns < TURNS, "follower=" + follower);
        }

        assertFalse(feed.isCatchingUp());
        assertReceived(0, Channel.CATCH_UP, Channel.LIVE);
        log.publishMany(3, RECORD);
        outbox.room = 100;
        assertEquals(0, agent.doWork());
        assertTrue(feed.send(0, follower, 100) > 0);
        assertReceived(0, Channel.CATCH_UP, Channel.LIVE);
    }

    @Test
    void shouldSliceWhatIsOldAndLarge() throws IOException {
        open(DiskLog.small().build());
        for (int i = 0; i < 100; i++) {
            log.publishMany(1, 10_000);
            log.publishMany(2, RECORD);
        }
        log.fallIdle();
        log.publishMany(1, RECORD);
        feed.start(1, 0);

        long follower = 0;
        for (int turns = 0; follower < log.log.endOffset(); turns++) {
            outbox.room = 2;
            agent.doWork();
            outbox.room = 1;
            feed.send(0, follower, 2);
            follower = received();
            assertTrue(turns < TURNS, "follower=" + follower);
        }

        assertReceived(0, Channel.CATCH_UP, Channel.LIVE);
    }

    @Test
    void shouldSendNothingMoreWhenItIsStopped() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(3_000, RECORD);
        log.fallIdle();
        feed.start(1, 0);
        agent.doWork();
        final int sent = outbox.sent.size();
        assertTrue(sent > 0, "it had begun");

        feed.stop();

        assertEquals(0, agent.doWork());
        assertEquals(0, feed.send(0, 3_001, 100));
        feed.tell(100);
        assertEquals(sent, outbox.sent.size());
        assertFalse(feed.isCatchingUp());
    }

    @Test
    void shouldBeginAnewWhenItIsStartedAgain() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(3_000, RECORD);
        log.fallIdle();
        feed.start(1, 0);
        agent.doWork();
        outbox.sent.clear();

        feed.start(1, 100);
        agent.doWork();

        assertEquals(100, outbox.sent.get(0).frame().baseOffset());
    }

    @Test
    void shouldStopWhenRetentionDeletesWhatItReadsAndGoOnWhereTheLogBegins() throws IOException {
        open(DiskLog.small().retentionBytes(128 * 1024).build());
        log.publishMany(3_000, RECORD);
        log.fallIdle();
        log.publishMany(1, RECORD);
        feed.start(1, 0);
        outbox.room = 2;
        agent.doWork();
        assertEquals(2, outbox.sent.size());
        state.highWatermark(log.log.endOffset());
        state.lead(1, 0); // its own retention decides
        log.retain();
        log.retain();
        assertTrue(log.log.logStartOffset() > 0, "something was deleted");
        outbox.room = TURNS;

        for (int i = 0; i < 100; i++) {
            agent.doWork();
            feed.send(0, received(), 100);
        }

        long follower = received();
        assertTrue(follower < log.log.logStartOffset(), "what is gone was not passed over: follower=" + follower);
        outbox.sent.clear();
        follower = log.log.logStartOffset();
        feed.start(1, follower);
        for (int turns = 0; follower < log.log.endOffset(); turns++) {
            agent.doWork();
            feed.send(0, follower, 100);
            follower = received();
            assertTrue(turns < TURNS, "follower=" + follower);
        }
        assertReceived(log.log.logStartOffset(), Channel.CATCH_UP);
    }

    @Test
    void shouldFailWhenItsRecordsCannotBeReadUnlessNobodyWantsThemAnyMore() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(3_000, RECORD);
        log.fallIdle();
        final IllegalStateException unreadable = new IllegalStateException("cannot be read");
        final CatchUpFeed broken = new CatchUpFeed(
                sender(2, Channel.CATCH_UP, new FakeLog() {
                    @Override
                    public int crcBefore(final long offset) {
                        throw unreadable;
                    }
                }),
                state);
        agent.add(broken);
        broken.request(new CatchUpFeed.Request(1, 5));
        feed.start(1, 0);

        assertTrue(agent.doWork() > 0, "the other one goes on");

        assertSame(unreadable, assertThrows(IllegalStateException.class, broken::requireSound));
        feed.send(0, 0, 100);
    }

    private void open(final TopicSettings settings) throws IOException {
        log = new DiskLog(new FileStorage(), directory, settings, state);
        log.log.replica().lead(1);
        final CatchUpFeed behind = new CatchUpFeed(sender(1, Channel.CATCH_UP, log.engine()), state);
        agent.add(behind);
        feed = new Feed(sender(1, Channel.LIVE, log.engine()), behind);
    }

    private RecordsSender sender(final int node, final Channel channel, final LocalLog from) {
        final Envelope envelope = new Envelope(Frames.CLUSTER, Frames.sender(0, 1), node);
        return new RecordsSender(envelope, node, channel, Frames.GROUP, outbox, from);
    }

    /** First offset that was not sent. */
    private long received() {
        long end = outbox.sent.isEmpty() ? 0 : outbox.sent.get(0).frame().baseOffset();
        for (final Outbox.Sent sent : outbox.sent) {
            if (sent.frame().isSlice()) {
                final boolean isLast = sent.frame().sliceIndex() + sent.frame().bodyLength()
                        == sent.frame().batchLength();
                end = isLast ? sent.frame().baseOffset() + 1 : end;
            } else {
                end = behind(sent.body());
            }
        }
        return end;
    }

    private static long behind(final UnsafeBuffer body) {
        long end = 0;
        for (int at = 0; at < body.capacity(); at += DiskLog.lengthAt(body, at)) {
            end = DiskLog.offsetAt(body, at) + 1;
        }
        return end;
    }

    /** All batches from an offset on arrived, once each, in the order of the channels. */
    private void assertReceived(final long from, final Channel... channels) {
        final UnsafeBuffer expected = log.bytes(from);
        int channel = 0;
        int at = 0;
        for (final Outbox.Sent sent : outbox.sent) {
            while (sent.channel() != channels[channel]) {
                channel++;
                assertTrue(channel < channels.length, "unexpected channel=" + sent.channel());
                assertEquals(0, sent.frame().sliceIndex(), "a batch is not sliced over two channels");
            }
            final UnsafeBuffer body = sent.body();
            if (sent.frame().isSlice() && sent.frame().sliceIndex() == 0) {
                at = indexOf(expected, sent.frame().baseOffset(), at); // begun again where it was given up
            }
            assertEquals(0, body.compareTo(new UnsafeBuffer(expected, at, body.capacity())), "at=" + at);
            at += body.capacity();
        }
        assertEquals(expected.capacity(), at);
        assertEquals(channels.length - 1, channel, "every channel was used");
    }

    private static int indexOf(final UnsafeBuffer batches, final long offset, final int least) {
        int at = 0;
        while (DiskLog.offsetAt(batches, at) < offset) {
            at += DiskLog.lengthAt(batches, at);
        }
        assertTrue(at <= least, "no gap");
        return at;
    }
}
