/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

/**
 * How one follower gets its records: live, as long as what it needs stands in memory; else by the catch-up agent until it
 * is near, and then live from where it has acknowledged.
 *
 * <p>Threading: the thread that steps the replica.
 */
final class Feed implements AutoCloseable {
    private final RecordsSender live;
    private final CatchUpFeed catchUp;
    private int term;
    private CatchUpFeed.Request request;

    Feed(final RecordsSender live, final CatchUpFeed catchUp) {
        this.live = live;
        this.catchUp = catchUp;
    }

    void start(final int newTerm, final long offset) {
        stop();
        term = newTerm;
        live.start(term, offset);
        if (!live.isRecent()) {
            catchUp(offset);
        }
    }

    private void catchUp(final long offset) {
        live.stop();
        request = new CatchUpFeed.Request(term, offset);
        catchUp.request(request);
    }

    void stop() {
        live.stop();
        request = null;
        catchUp.request(null);
    }

    /** Send live records; frames sent. */
    int send(final long highWatermark, final long followerEnd, final int maxFrames) {
        catchUp.requireSound();
        if (request != null && request.isNear() && followerEnd >= request.reached()) {
            start(term, followerEnd);
        } else if (followerEnd >= 0 && live.isBehind()) {
            catchUp(followerEnd);
        }
        return live.send(highWatermark, maxFrames);
    }

    void tell(final long highWatermark) {
        live.tell(highWatermark);
    }

    boolean isCatchingUp() {
        return request != null;
    }

    @Override
    public void close() {
        stop();
        live.close();
    }
}
