/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever a frame with records says, reading it ends well; and what is sound is read as it was written. */
class RecordsFrameFuzzTest {
    /** Property: how many frames. */
    private static final String FRAMES = "taffrail.fuzz.frames";

    private static final int DEFAULT_FRAMES = 200_000;
    private static final int BODY = 4 * LogFormat.BATCH_ALIGNMENT;
    private static final long SEED = 1;
    private static final long GROUP = 77;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RecordsFrame frame = new RecordsFrame();
    private final RecordsFrame.Writer writer = new RecordsFrame.Writer(Envelopes.ANY, GROUP);

    private long baseOffset;
    private long highWatermark;
    private int term;
    private int previousTerm;
    private int crc;
    private int batchLength;
    private int sliceIndex;
    private int bodyLength;

    @Test
    void shouldReadEverySoundFrameAsItWasWritten() {
        for (int i = 0; i < Integer.getInteger(FRAMES, DEFAULT_FRAMES); i++) {
            final byte[] bytes = write();
            final String which = "seed=" + SEED + " frame=" + i;

            assertTrue(frame.tryRead(new UnsafeBuffer(bytes), 0, bytes.length), which);
            assertEquals(GROUP, frame.group(), which);
            assertEquals(baseOffset, frame.baseOffset(), which);
            assertEquals(highWatermark, frame.highWatermark(), which);
            assertEquals(term, frame.term(), which);
            assertEquals(previousTerm, frame.previousTerm(), which);
            assertEquals(crc, frame.previousCrc(), which);
            assertEquals(batchLength, frame.batchLength(), which);
            assertEquals(sliceIndex, frame.sliceIndex(), which);
            assertEquals(batchLength != 0, frame.isSlice(), which);
            assertEquals(RecordsFrame.HEAD_LENGTH, frame.bodyIndex(), which);
            assertEquals(bodyLength, frame.bodyLength(), which);
        }
    }

    @Test
    void shouldBelieveNothingImpossibleOfADamagedFrame() {
        int read = 0;
        final int frames = Integer.getInteger(FRAMES, DEFAULT_FRAMES);
        for (int i = 0; i < frames; i++) {
            final byte[] bytes = damage(write());
            if (frame.tryRead(new UnsafeBuffer(bytes), 0, bytes.length)) {
                assertPossible(bytes.length, "seed=" + SEED + " frame=" + i);
                read++;
            }
        }
        assertTrue(read < frames, "read " + read);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertTrue(isPlace(0, 0, 1, 0));
        assertTrue(isPlace(9, 8, 3, 3));
        assertFalse(isPlace(-1, 0, 1, 0), "offset");
        assertFalse(isPlace(0, -1, 1, 0), "high watermark");
        assertFalse(isPlace(0, 0, 0, 0), "term");
        assertFalse(isPlace(0, 0, -1, -1), "term");
        assertFalse(isPlace(0, 0, 1, 2), "previous term behind the leader's");
        assertFalse(isPlace(0, 0, 1, -1), "previous term");

        assertTrue(isExtent(0, 0, 0), "the high watermark alone");
        assertTrue(isExtent(0, 0, 128));
        assertTrue(isExtent(128, 64, 64));
        assertFalse(isExtent(0, 0, 63), "no whole batches");
        assertFalse(isExtent(0, 64, 64), "a slice of nothing");
        assertFalse(isExtent(100, 0, 64), "length that no batch has");
        assertFalse(isExtent(-64, 0, 64), "negative length");
        assertFalse(isExtent(Integer.MIN_VALUE, 1, 64), "negative length");
        assertFalse(isExtent(128, -1, 64), "negative index");
        assertFalse(isExtent(128, 65, 64), "beyond the batch");
        assertFalse(isExtent(128, Integer.MAX_VALUE, 64), "far beyond the batch");
        assertFalse(isExtent(128, 64, 0), "an empty slice");
    }

    @Test
    void shouldReadNothingBehindTheEndOfTheFrame() {
        final byte[] bytes = write();
        for (int length = 0; length < bytes.length; length++) {
            final UnsafeBuffer cut = new UnsafeBuffer(Arrays.copyOf(bytes, length));
            if (frame.tryRead(cut, 0, length)) {
                assertPossible(length, "length=" + length);
            }
            assertTrue(length >= RecordsFrame.HEAD_LENGTH || !frame.tryRead(cut, 0, length), "length=" + length);
        }
    }

    private boolean isPlace(final long base, final long committed, final int leaderTerm, final int before) {
        writer.from(leaderTerm, committed, before, 0).what(base, 0, 0);
        return isRead(0);
    }

    private boolean isExtent(final int wholeLength, final int index, final int length) {
        writer.from(1, 0, 0, 0).what(0, wholeLength, index);
        return isRead(length);
    }

    private boolean isRead(final int length) {
        final byte[] bytes = new byte[RecordsFrame.HEAD_LENGTH + length];
        writer.buffer().getBytes(Envelope.LENGTH, bytes, 0, RecordsFrame.HEAD_LENGTH);
        return frame.tryRead(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private void assertPossible(final int length, final String which) {
        assertTrue(frame.term() > 0 && frame.previousTerm() >= 0 && frame.previousTerm() <= frame.term(), which);
        assertTrue(frame.baseOffset() >= 0 && frame.highWatermark() >= 0, which);
        assertTrue(frame.bodyIndex() >= RecordsFrame.HEAD_LENGTH && frame.bodyLength() >= 0, which);
        assertEquals(length, frame.bodyIndex() + frame.bodyLength(), which);
        if (frame.isSlice()) {
            assertTrue(frame.sliceIndex() >= 0 && frame.bodyLength() > 0, which);
            assertTrue((long) frame.sliceIndex() + frame.bodyLength() <= frame.batchLength(), which);
        } else {
            assertEquals(0, frame.bodyLength() % LogFormat.BATCH_ALIGNMENT, which);
        }
    }

    private byte[] write() {
        baseOffset = random.nextLong(Long.MAX_VALUE);
        highWatermark = random.nextLong(Long.MAX_VALUE);
        term = random.nextInt(1, Integer.MAX_VALUE);
        previousTerm = random.nextInt(term + 1);
        crc = random.nextInt();
        if (random.nextBoolean()) {
            batchLength = LogFormat.BATCH_ALIGNMENT * random.nextInt(1, 1 << 24);
            bodyLength = 1 + random.nextInt(Math.min(BODY, batchLength));
            sliceIndex = random.nextInt(batchLength - bodyLength + 1);
        } else {
            batchLength = 0;
            sliceIndex = 0;
            bodyLength = LogFormat.BATCH_ALIGNMENT * random.nextInt(BODY / LogFormat.BATCH_ALIGNMENT + 1);
        }
        writer.from(term, highWatermark, previousTerm, crc).what(baseOffset, batchLength, sliceIndex);
        final byte[] bytes = new byte[RecordsFrame.HEAD_LENGTH + bodyLength];
        random.nextBytes(bytes);
        writer.buffer().getBytes(Envelope.LENGTH, bytes, 0, RecordsFrame.HEAD_LENGTH);
        return bytes;
    }

    private byte[] damage(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1 -> buffer.putByte(random.nextInt(RecordsFrame.HEAD_LENGTH), (byte) random.nextInt());
            case 2 -> buffer.putInt(random.nextInt(RecordsFrame.HEAD_LENGTH - 4), random.nextInt());
            case 3 -> buffer.putShort(0, (short) random.nextInt());
            default -> random.nextBytes(bytes);
        }
        return bytes;
    }
}
