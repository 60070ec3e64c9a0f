/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** What a client published and polled between a begin and its end. Immutable once its history is built. */
final class Transaction {
    private final Event begin;
    private Operation end;

    Transaction(final Event begin) {
        this.begin = begin;
    }

    void end(final Operation operation) {
        end = operation;
    }

    /** The commit or abort, or null if neither was tried. */
    Operation end() {
        return end;
    }

    /** Whether what it published is there: not before a commit was tried, never once an abort was. */
    EventType outcome() {
        return end == null || end.kind() == OperationKind.ABORT ? EventType.FAIL : end.outcome();
    }

    @Override
    public String toString() {
        return begin.process() + "." + begin.number();
    }
}
