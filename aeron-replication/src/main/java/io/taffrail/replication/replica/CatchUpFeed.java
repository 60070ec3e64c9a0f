/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

/**
 * Brings one follower that is far behind near the end of a log, reading from files what is not in memory any more.
 *
 * <p>Threading: {@link #request} is called by the thread that steps the replica, everything else by the catch-up agent. The
 * two share a {@link Request}: it is answered in place, and forgotten by replacing it.
 */
final class CatchUpFeed implements AutoCloseable {
    private static final int FRAMES = 64;

    private final RecordsSender sender;
    private final ReplicaState state;
    private volatile Request wanted;
    private volatile RuntimeException failure;
    private Request present;

    CatchUpFeed(final RecordsSender sender, final ReplicaState state) {
        this.sender = sender;
        this.state = state;
    }

    /** Have a follower caught up; null to stop. */
    void request(final Request request) {
        wanted = request;
    }

    /** One turn; frames sent. */
    @SuppressWarnings("ReferenceEquality")
    int send() {
        final Request request = wanted;
        if (request == null || request.isNear) {
            present = request;
            return 0;
        }
        if (request != present) {
            present = request;
            sender.start(request.term, request.offset);
        }
        final int frames = sender.send(state.highWatermark(), FRAMES);
        if (sender.isRecent()) {
            request.reached = sender.nextOffset();
            request.isNear = true;
        }
        return frames;
    }

    /** What is wanted cannot be read: do no more for it. What is not wanted any more may have been cut off meanwhile. */
    @SuppressWarnings("ReferenceEquality")
    void fail(final RuntimeException cause) {
        sender.stop();
        if (wanted == present) {
            failure = cause;
        }
    }

    /** Throw what the agent met: bytes that cannot be read make the whole replica unfit to lead. */
    void requireSound() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        sender.close();
    }

    /** What is wanted, and how far it is done. */
    static final class Request {
        private final int term;
        private final long offset;
        private long reached;
        private volatile boolean isNear;

        Request(final int term, final long offset) {
            this.term = term;
            this.offset = offset;
        }

        /** Whether all is sent up to what stands in memory: from there on the live stream takes over. */
        boolean isNear() {
            return isNear;
        }

        /** First offset that was not sent, once it is near. */
        long reached() {
            return reached;
        }
    }
}
