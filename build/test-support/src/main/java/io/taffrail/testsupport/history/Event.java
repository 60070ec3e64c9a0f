/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;

/**
 * One line of a history: an operation begins, or it ends. Immutable.
 *
 * @param timeNs  when, by a clock that all processes of the history share ({@link System#nanoTime} on one machine).
 * @param process whose: a client, which does its polls one after the other.
 * @param number  which of its operations: rises within a process. One that does not rise says that the process began anew.
 * @param type    whether it begins, or how it ended.
 * @param kind    what it does.
 * @param records what it publishes, or has read; for an assignment one each, of which only the offset counts.
 * @param note    why, for whoever reads a report; empty if there is nothing to say.
 */
public record Event(
        long timeNs, int process, int number, EventType type, OperationKind kind, List<Records> records, String note) {

    /** Checks what can be checked without its neighbours. */
    public Event {
        if (process < 0 || number < 0) {
            throw new IllegalArgumentException("process=" + process + " number=" + number + ": must not be negative");
        }
        if (kind.isMoment() && type != EventType.OK) {
            throw new IllegalArgumentException(kind.label() + " is a moment: its type is ok, not " + type.label());
        }
    }

    @Override
    public String toString() {
        return EventText.format(this);
    }
}
