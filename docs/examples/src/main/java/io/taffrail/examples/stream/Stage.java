/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the workers of a stage are, all together, and the failure that is planned for it: of whichever worker takes a
 * certain record, in the middle of its transaction.
 *
 * <p>Threading: any thread.
 */
final class Stage {
    private final String name;
    private final long failsAt;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong committed = new AtomicLong();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private volatile boolean hasFailed;

    /**
     * A stage at its beginning.
     *
     * @param name    of the stage.
     * @param failsAt number of the record, from 1; 0 for no failure.
     */
    Stage(final String name, final long failsAt) {
        this.name = name;
        this.failsAt = failsAt;
    }

    /** Its consumer group. */
    String group() {
        return "stream-pipeline." + name;
    }

    /** A worker's name. */
    String worker(final int number) {
        return name + "-" + number;
    }

    /** A worker took a record; it may be taken again after a failure. */
    void onRecord() {
        if (taken.incrementAndGet() == failsAt) {
            throw new PlannedFailure();
        }
    }

    /** A transaction was committed. */
    void onCommitted(final int records) {
        committed.addAndGet(records);
    }

    /** A worker failed as planned. */
    void onFailed(final String worker) {
        hasFailed = true;
        events.add(worker + " failed at record " + failsAt + ", in the middle of a transaction");
    }

    /** A worker read its state back. */
    void onReadBack(final String worker, final int partition, final int bars) {
        if (bars > 0) {
            events.add(worker + " goes on in partition " + partition + " with " + bars + " bars, read back");
        }
    }

    /**
     * A transaction could not be committed. Where the group rebalanced meanwhile that is as it should be: the transaction was
     * aborted, the consumer went back, and the records are taken again by whoever has their partitions then.
     *
     * @throws ErrorCodeException if another producer has taken the worker's place.
     */
    static void requireNotFenced(final ErrorCodeException refusal) {
        if (refusal.error() == ErrorCode.PRODUCER_FENCED || refusal.error() == ErrorCode.INVALID_PRODUCER_EPOCH) {
            throw refusal;
        }
    }

    /** Records whose transactions are committed. */
    long committed() {
        return committed.get();
    }

    /** Whether the failure that was planned came. */
    boolean hasFailed() {
        return hasFailed;
    }

    /** What is to be told, in words. */
    List<String> events() {
        return events;
    }

    /** A worker is to end here. */
    static final class PlannedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PlannedFailure() {
            super("planned", null, true, false);
        }
    }
}
