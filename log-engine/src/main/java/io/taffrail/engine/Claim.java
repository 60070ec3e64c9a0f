/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.Appender;
import io.taffrail.log.PublishResult;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Room for one value inside the mapped log, to be filled in place. The buffer covers the value and nothing else. Reusable:
 * give the same claim to the next {@link Publisher#tryClaim}.
 *
 * <p>Only fill bytes between claim and commit: everything published after an open claim stays invisible to readers.
 *
 * <p>Threading: the publisher's thread.
 */
public final class Claim {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private Appender appender;
    private IdempotentPartition idempotent;
    private boolean isOpen;
    private long offset;

    /** A claim without room yet. */
    public Claim() {
        // room comes with Publisher.tryClaim
    }

    /** Whether there is room that was neither committed nor given up; closing the publisher gives it up. */
    boolean isOpen() {
        return isOpen && (idempotent == null ? appender.isClaimOpen() : idempotent.isClaimOpen());
    }

    void open(final Appender claimed, final long claimedOffset, final int valueLength) {
        if (appender != claimed) { // a store of a reference costs a collector's barrier
            appender = claimed;
        }
        if (idempotent != null) {
            idempotent = null;
        }
        isOpen = true;
        offset = claimedOffset;
        buffer.wrap(claimed.buffer().addressOffset() + claimed.valueIndex(), valueLength);
    }

    void open(final IdempotentPartition claimed, final long claimedOffset, final int valueLength) {
        if (idempotent != claimed) {
            idempotent = claimed;
        }
        isOpen = true;
        offset = claimedOffset;
        buffer.wrap(claimed.valueAddress(), valueLength);
    }

    /**
     * Where to write the value.
     *
     * @return a buffer over the value's bytes.
     */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Index of the value's first byte in {@link #buffer()}.
     *
     * @return always 0.
     */
    public int index() {
        return 0;
    }

    /**
     * Length of the value.
     *
     * @return bytes.
     */
    public int length() {
        return buffer.capacity();
    }

    /**
     * Offset that the record will have.
     *
     * @return the offset.
     */
    public long offset() {
        return offset;
    }

    /**
     * Make the record visible to readers.
     *
     * @return its offset, or a negative {@link PublishResult}.
     */
    public long commit() {
        if (!isOpen) {
            return PublishResult.NO_CLAIM;
        }
        isOpen = false;
        buffer.wrap(0, 0);
        return idempotent == null ? appender.commit() : idempotent.commit();
    }

    /**
     * Give the room up; its offset stays empty.
     *
     * @return {@link PublishResult#ABORTED}, or another negative {@link PublishResult}.
     */
    public long abort() {
        if (!isOpen) {
            return PublishResult.NO_CLAIM;
        }
        isOpen = false;
        buffer.wrap(0, 0);
        return idempotent == null ? appender.abort() : idempotent.abort();
    }
}
