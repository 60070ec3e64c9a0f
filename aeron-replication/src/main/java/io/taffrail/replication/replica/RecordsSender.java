/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.Transport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends the records of one log to one follower over one channel, from where they stand in the mapped log: as many whole
 * batches as a frame holds, larger ones in slices. Each frame says what came before, so that the follower can tell a gap.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
final class RecordsSender implements AutoCloseable {
    private final int node;
    private final Channel channel;
    private final Transport transport;
    private final LocalLog log;
    private final RecordsFrame.Writer head;
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer nothing = new UnsafeBuffer(0, 0);
    private final int maxBody;
    private final Batches batches;
    private int term;
    private int previousTerm;
    private int previousCrc;
    private int sliceIndex;
    private long toldHighWatermark;
    private long toldLogStart;
    private boolean isActive;

    RecordsSender(
            final Envelope envelope,
            final int node,
            final Channel channel,
            final long group,
            final Transport transport,
            final LocalLog log) {
        this.node = node;
        this.channel = channel;
        this.transport = transport;
        this.log = log;
        this.head = new RecordsFrame.Writer(envelope, group);
        this.maxBody = transport.maxFrameLength() - RecordsFrame.Writer.LENGTH;
        this.batches = log.batches();
    }

    /** Send from an offset at which the follower's log was found to agree. */
    void start(final int newTerm, final long offset) {
        batches.seek(offset); // before the log is asked: were it cut in between, the place would be gone
        term = newTerm;
        previousTerm = log.termBefore(offset);
        previousCrc = log.crcBefore(offset);
        sliceIndex = 0;
        toldHighWatermark = 0;
        toldLogStart = 0;
        isActive = true;
    }

    void stop() {
        isActive = false;
    }

    boolean isActive() {
        return isActive;
    }

    /** First offset that was not sent. */
    long nextOffset() {
        return batches.nextOffset();
    }

    /** Whether what comes next stands in memory; if nothing does, then the end was reached. */
    boolean isRecent() {
        return isActive && batches.look(maxBody) >= 0 && batches.isRecent();
    }

    /** Whether what comes next stands in memory no more: the follower did not keep up. */
    boolean isBehind() {
        return isActive && batches.look(maxBody) > 0 && !batches.isRecent();
    }

    /** Send frames, as many as wanted at most, live only what stands in memory; the number. */
    int send(final long highWatermark, final int maxFrames) {
        int frames = 0;
        while (isActive && frames < maxFrames) {
            final int length = batches.look(maxBody);
            if (length == Batches.GONE) {
                isActive = false;
            }
            if (length <= 0
                    || channel == Channel.LIVE && !batches.isRecent() // reading it may take its time
                    || !(length <= maxBody ? sendWhole(highWatermark, length) : sendSlice(highWatermark, length))) {
                break;
            }
            frames++;
        }
        return frames;
    }

    /** Say how far the group is committed, and where the log begins, if no records said it. */
    void tell(final long highWatermark) {
        final boolean isNews = toldHighWatermark < highWatermark || toldLogStart < log.startOffset();
        if (isActive && sliceIndex == 0 && isNews) {
            final long logStart = head(highWatermark);
            head.what(batches.nextOffset(), 0, 0);
            if (transport.offer(node, channel, head.buffer(), RecordsFrame.Writer.LENGTH, nothing) >= 0) {
                toldHighWatermark = highWatermark;
                toldLogStart = logStart;
            }
        }
    }

    /** Where the log begins is said in the head. */
    private long head(final long highWatermark) {
        final long logStart = log.startOffset();
        head.from(term, highWatermark, previousTerm, previousCrc).logStart(logStart);
        return logStart;
    }

    private boolean sendWhole(final long highWatermark, final int length) {
        final boolean isSent = offer(highWatermark, 0, length);
        if (isSent) {
            pass();
        }
        return isSent;
    }

    private boolean sendSlice(final long highWatermark, final int length) {
        final int slice = Math.min(maxBody, length - sliceIndex);
        final boolean isSent = offer(highWatermark, length, slice);
        if (isSent) {
            sliceIndex += slice;
            if (sliceIndex == length) {
                sliceIndex = 0;
                pass();
            }
        }
        return isSent;
    }

    private boolean offer(final long highWatermark, final int batchLength, final int length) {
        final long logStart = head(highWatermark);
        head.what(batches.baseOffset(), batchLength, sliceIndex);
        body.wrap(batches.buffer(), batches.index() + sliceIndex, length);
        final boolean isSent = transport.offer(node, channel, head.buffer(), RecordsFrame.Writer.LENGTH, body) >= 0;
        if (isSent) {
            toldHighWatermark = highWatermark;
            toldLogStart = logStart;
        }
        return isSent;
    }

    private void pass() {
        previousTerm = batches.lastTerm();
        previousCrc = batches.lastCrc();
        batches.pass();
    }

    @Override
    public void close() {
        batches.close();
    }
}
