/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An operation that has begun and waits for its end, of which it is told once. One that is never told stays unknown.
 *
 * <h2>Threading</h2>
 *
 * Any thread.
 */
public final class PendingOperation {
    private final HistoryRecorder recorder;
    private final int process;
    private final int number;
    private final OperationKind kind;
    private final List<Records> invoked;
    private final AtomicBoolean isEnded = new AtomicBoolean();

    PendingOperation(
            final HistoryRecorder recorder,
            final int process,
            final int number,
            final OperationKind kind,
            final List<Records> invoked) {
        this.recorder = recorder;
        this.process = process;
        this.number = number;
        this.kind = kind;
        this.invoked = invoked;
    }

    /**
     * It has happened; of a publish, where is not known.
     *
     * @throws IllegalStateException if it had ended.
     */
    public void ok() {
        end(EventType.OK, invoked, "");
    }

    /**
     * A publish was acknowledged.
     *
     * @param firstOffset of its first record, zero or more; the others follow without a gap.
     * @throws IllegalStateException if it had ended or is not a publish.
     */
    public void okAt(final long firstOffset) {
        require(OperationKind.PUBLISH);
        end(EventType.OK, List.of(invoked.get(0).placedAt(firstOffset)), "");
    }

    /**
     * A batch was acknowledged.
     *
     * @param offsets of its records in their order, zero or more each.
     * @throws IllegalStateException if it had ended or is not a publish.
     */
    public void okAt(final long[] offsets) {
        require(OperationKind.PUBLISH);
        end(EventType.OK, List.of(invoked.get(0).placedAt(offsets.clone())), "");
    }

    /**
     * A poll has returned.
     *
     * @param polled what it has read; may be empty.
     * @throws IllegalStateException if it had ended or is not a poll.
     */
    public void ok(final PolledRecords polled) {
        require(OperationKind.POLL);
        end(EventType.OK, polled.toList(), "");
    }

    /**
     * It has not happened and never will: refused, aborted.
     *
     * @param reason for the report; may be empty.
     * @throws IllegalStateException if it had ended.
     */
    public void fail(final String reason) {
        end(EventType.FAIL, invoked, reason);
    }

    /**
     * It may have happened.
     *
     * @param reason for the report; may be empty.
     * @throws IllegalStateException if it had ended.
     */
    public void unknown(final String reason) {
        end(EventType.INFO, invoked, reason);
    }

    private void require(final OperationKind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException("kind=" + kind.label() + ": only a " + wanted.label() + " ends like this");
        }
    }

    private void end(final EventType type, final List<Records> records, final String note) {
        if (!isEnded.compareAndSet(false, true)) {
            throw new IllegalStateException("process=" + process + " number=" + number + ": has ended before");
        }
        recorder.record(process, number, type, kind, records, note);
    }
}
