/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.BatchEnd;
import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.transport.Channel;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that go out, from logs in files. */
class RecordsSenderTest {
    private static final int MAX_FRAME = 4_096;
    private static final int MAX_BODY = MAX_FRAME - RecordsFrame.Writer.LENGTH;
    private static final int RECORD = 100;
    private static final int ALL = 1_000_000;

    @TempDir
    Path directory;

    private final Outbox outbox = new Outbox(MAX_FRAME);
    private final ReplicaState state = new ReplicaState(1);
    private DiskLog log;
    private RecordsSender sender;

    @AfterEach
    void tearDown() throws IOException {
        log.assertNoErrors();
        sender.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFillFramesWithWholeBatchesAndSayWhatCameBefore(final boolean isCold) throws IOException {
        open(DiskLog.small().build());
        for (int term = 2; term < 6; term++) {
            log.publishMany(700, RECORD);
            log.log.fence();
            log.log.replica().lead(term);
        }
        if (isCold) {
            log.fallIdle();
        }
        final UnsafeBuffer all = log.bytes(0);

        sender.start(6, 0);
        final int frames = sender.send(17, ALL);

        assertEquals(outbox.sent.size(), frames);
        assertTrue(frames < all.capacity() / MAX_BODY * 12 / 10 + 10, "frames=" + frames);
        assertSentExactly(all, 0);
        assertEquals(0, sender.send(17, ALL));
        assertEquals(log.log.endOffset(), sender.nextOffset());
    }

    @Test
    void shouldSliceABatchThatNoFrameHolds() throws IOException {
        open(DiskLog.large().build());
        log.publishMany(3, RECORD);
        log.publishMany(1, 1 << 20);
        log.publishMany(3, RECORD);
        log.publishMany(2, MAX_FRAME);
        log.publishMany(1, RECORD);
        final UnsafeBuffer all = log.bytes(0);

        sender.start(1, 0);
        sender.send(0, ALL);

        assertSentExactly(all, 0);
        assertTrue(outbox.sent.stream().filter(sent -> sent.frame().isSlice()).count() > (1 << 20) / MAX_FRAME);
    }

    @Test
    void shouldGoOnExactlyWhereItWasHeldUp() throws IOException {
        open(DiskLog.large().build());
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        sender.start(1, 0);
        for (int i = 0; i < 300; i++) {
            log.publishMany(1 + random.nextInt(3), random.nextInt(10) == 0 ? 20_000 : random.nextInt(1, 1_000));
            outbox.room = random.nextInt(8);
            final int room = outbox.room;
            final int limit = random.nextInt(8);
            final int frames = sender.send(0, limit);
            assertEquals(room - outbox.room, frames, () -> "seed=" + seed + ": it counts what was taken");
        }
        outbox.room = Integer.MAX_VALUE;
        sender.send(0, ALL);

        assertSentExactly(log.bytes(0), 0);
    }

    @Test
    void shouldSendLiveOnlyWhatStandsInMemory() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(2_000, RECORD);
        log.fallIdle();
        final Envelope envelope = new Envelope(Frames.CLUSTER, Frames.sender(0, 1), 1);
        try (RecordsSender live = new RecordsSender(envelope, 1, Channel.LIVE, Frames.GROUP, outbox, log.engine())) {
            live.start(1, 0);

            assertEquals(0, live.send(0, ALL));
            assertTrue(live.isBehind());
            assertTrue(live.isActive());
            live.start(1, log.log.endOffset());
            assertFalse(live.isBehind(), "at the end");
            log.publishMany(1, RECORD);
            assertFalse(live.isBehind());
            assertEquals(1, live.send(0, ALL));
        }
    }

    @Test
    void shouldSayWhatCameBeforeWhereverItBegins() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(1_500, RECORD);
        log.log.fence();
        log.log.replica().lead(4);
        log.publishMany(100, RECORD);
        for (long offset = 0; offset < log.log.endOffset(); offset += offset % 100 < 3 ? 1 : 31) {
            outbox.sent.clear();

            sender.start(9, offset);
            sender.send(3, 1);

            final BatchEnd before = log.log.replica().batchBefore(offset);
            final RecordsFrame frame = outbox.sent.get(0).frame();
            assertEquals(offset, frame.baseOffset());
            assertEquals(9, frame.term());
            assertEquals(3, frame.highWatermark());
            assertEquals(before == null ? 0 : before.term(), frame.previousTerm(), "offset=" + offset);
            assertEquals(before == null ? 0 : before.crc(), frame.previousCrc(), "offset=" + offset);
        }
    }

    @Test
    void shouldTellTheHighWatermarkOnceWhenNoRecordsDid() throws IOException {
        open(DiskLog.small().build());
        log.publishMany(2, RECORD);
        sender.tell(1);
        assertEquals(0, outbox.sent.size(), "not started");
        sender.start(1, 0);
        sender.send(1, ALL);
        outbox.sent.clear();

        sender.tell(1);
        assertEquals(0, outbox.sent.size(), "said with the records");
        outbox.room = 0;
        sender.tell(2);
        outbox.room = ALL;
        sender.tell(2);
        sender.tell(2);

        assertEquals(1, outbox.sent.size());
        final RecordsFrame frame = outbox.sent.get(0).frame();
        assertEquals(3, frame.baseOffset());
        assertEquals(2, frame.highWatermark());
        assertEquals(0, frame.bodyLength());
        assertEquals(1, frame.previousTerm());
        assertEquals(log.log.replica().batchBefore(3).crc(), frame.previousCrc());
    }

    @Test
    void shouldNotTellTheHighWatermarkAmongSlices() throws IOException {
        open(DiskLog.large().build());
        log.publishMany(1, 20_000);
        sender.start(1, 0);
        outbox.room = 3;
        sender.send(0, ALL);
        outbox.room = ALL;

        sender.tell(1);

        assertEquals(3, outbox.sent.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopWhenTheLogWasCut(final boolean isBehindItsPlace) throws IOException {
        open(DiskLog.small().build());
        log.publishMany(20, RECORD);
        sender.start(1, 0);
        sender.send(0, isBehindItsPlace ? 0 : ALL);
        outbox.sent.clear();
        log.log.fence();
        log.log.replica().truncate(15);
        log.log.replica().lead(2);
        log.publishMany(20, RECORD);

        assertEquals(0, sender.send(0, ALL));
        assertFalse(sender.isActive());
        sender.tell(30);
        assertEquals(0, outbox.sent.size(), "what stands there need not continue what was sent");

        sender.start(2, 15);
        sender.send(0, ALL);
        assertSentExactly(log.bytes(15), 15);
    }

    @Test
    void shouldStopAmongSlicesWhenTheLogWasCut() throws IOException {
        open(DiskLog.large().build());
        log.publishMany(1, 20_000);
        sender.start(1, 0);
        outbox.room = 3;
        sender.send(0, ALL);
        outbox.room = ALL;
        log.log.fence();
        log.log.replica().truncate(1);
        log.log.replica().lead(2);
        log.publishMany(1, 30_000);

        assertEquals(0, sender.send(0, ALL));

        assertFalse(sender.isActive());
        outbox.sent.clear();
        sender.start(2, 1);
        sender.send(0, ALL);
        assertSentExactly(log.bytes(1), 1);
    }

    @Test
    void shouldStopWhenRetentionDeletedItsPlace() throws IOException {
        open(DiskLog.small().retentionBytes(64 * 1024).build());
        log.publishMany(100, RECORD);
        sender.start(1, 0);
        outbox.room = 0;
        sender.send(0, ALL);
        outbox.room = ALL;
        sender.stop();
        sender.start(1, 0);
        log.publishMany(3_000, RECORD);
        state.highWatermark(log.log.endOffset());
        state.lead(1, 0); // its own retention decides
        log.retain();
        log.retain();
        assertTrue(log.log.logStartOffset() > 0, "something was deleted");

        sender.send(0, ALL);

        assertFalse(sender.isActive());
        assertEquals(0, outbox.sent.size());
        final long start = log.log.logStartOffset();
        sender.start(1, start);
        sender.send(0, ALL);
        assertSentExactly(log.bytes(start), start);
    }

    private void open(final TopicSettings settings) throws IOException {
        log = new DiskLog(new FileStorage(), directory, settings, state);
        log.log.replica().lead(1);
        final Envelope envelope = new Envelope(Frames.CLUSTER, Frames.sender(0, 1), 1);
        sender = new RecordsSender(envelope, 1, Channel.CATCH_UP, Frames.GROUP, outbox, log.engine());
    }

    /** All that was sent, one behind the other: these batches, each frame with what came before it. */
    private void assertSentExactly(final UnsafeBuffer expected, final long from) {
        final EngineLog engine = log.engine();
        int term = engine.termBefore(from);
        int crc = engine.crcBefore(from);
        int at = 0;
        for (final Outbox.Sent sent : outbox.sent) {
            final RecordsFrame frame = sent.frame();
            final UnsafeBuffer body = sent.body();
            final int batch = at - frame.sliceIndex();
            assertEquals(DiskLog.offsetAt(expected, batch), frame.baseOffset());
            assertEquals(term, frame.previousTerm(), "offset=" + frame.baseOffset());
            assertEquals(crc, frame.previousCrc(), "offset=" + frame.baseOffset());
            assertEquals(0, body.compareTo(new UnsafeBuffer(expected, at, body.capacity())));
            at += body.capacity();
            int last = batch;
            if (frame.isSlice()) {
                assertEquals(DiskLog.lengthAt(expected, batch), frame.batchLength());
            } else {
                for (int next = batch; next < at; next += DiskLog.lengthAt(expected, next)) {
                    last = next;
                }
            }
            if (at == last + DiskLog.lengthAt(expected, last)) {
                term = expected.getInt(last + LogFormat.TERM_OFFSET);
                crc = DiskLog.crcAt(expected, last);
            } else {
                assertTrue(frame.isSlice(), "whole batches");
            }
        }
        assertEquals(expected.capacity(), at, "all of it");
    }
}
