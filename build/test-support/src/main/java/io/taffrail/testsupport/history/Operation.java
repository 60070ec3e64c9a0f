/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;

/**
 * One operation of a client, from its invocation to its end.
 *
 * <h2>Threading</h2>
 *
 * Immutable once its {@link History} is built.
 */
public final class Operation {
    private final Event invocation;
    private final int sequence;
    private final Transaction transaction;
    private Event completion;
    private EventType outcome = EventType.INFO;
    private int endSequence;
    private boolean isRebalanced;

    Operation(final Event invocation, final int sequence, final Transaction transaction) {
        this.invocation = invocation;
        this.sequence = sequence;
        this.transaction = transaction;
    }

    /** Says how it ended: with an event, or with null and an unknown outcome. */
    void end(final Event event, final int atSequence) {
        completion = event;
        outcome = event == null ? EventType.INFO : event.type();
        endSequence = atSequence;
    }

    void rebalance() {
        isRebalanced = true;
    }

    /**
     * Who did it.
     *
     * @return zero or more.
     */
    public int process() {
        return invocation.process();
    }

    /**
     * What it does.
     *
     * @return its kind.
     */
    public OperationKind kind() {
        return invocation.kind();
    }

    /**
     * How it ended by itself, whatever became of its transaction.
     *
     * @return anything but {@link EventType#INVOKE}.
     */
    public EventType outcome() {
        return outcome;
    }

    /**
     * When it began.
     *
     * @return nanoseconds of the history's clock.
     */
    public long invokeTimeNs() {
        return invocation.timeNs();
    }

    /**
     * When it had ended.
     *
     * @return nanoseconds of the history's clock; {@link Long#MAX_VALUE} if it has no completion.
     */
    public long endTimeNs() {
        return completion == null ? Long.MAX_VALUE : completion.timeNs();
    }

    /**
     * What it published or read, or what was assigned.
     *
     * @return of its completion, or of its invocation if it has none.
     */
    public List<Records> records() {
        return completion == null ? invocation.records() : completion.records();
    }

    /** The transaction that it belongs to, or null. */
    Transaction transaction() {
        return transaction;
    }

    /** Its place in the order of all invocations. */
    int sequence() {
        return sequence;
    }

    /** Its place in the order of all events. */
    int endSequence() {
        return endSequence;
    }

    /** Whether the client's assignment changed in its midst. */
    boolean isRebalanced() {
        return isRebalanced;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(100);
        text.append('[').append(invocation.timeNs()).append("..");
        if (completion != null) {
            text.append(completion.timeNs());
        }
        text.append("] ").append(process()).append('.').append(invocation.number());
        text.append(' ').append(outcome.label()).append(' ').append(kind().label());
        EventText.appendRecords(text, kind(), records());
        if (transaction != null) {
            text.append(" in transaction ").append(transaction);
        }
        if (completion != null && !completion.note().isEmpty()) {
            text.append(" # ").append(completion.note());
        }
        return text.toString();
    }
}
