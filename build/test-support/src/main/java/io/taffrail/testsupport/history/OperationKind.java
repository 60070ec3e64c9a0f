/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** What an operation does. */
public enum OperationKind {
    /** One record, or several of one partition as one batch. */
    PUBLISH("publish"),
    /** Reads what comes next in the partitions that the process has. */
    POLL("poll"),
    /** The group decides from here on what the process reads; its places in all partitions are forgotten. A moment. */
    SUBSCRIBE("subscribe"),
    /** The process reads these partitions from here on, from the offsets given where one is given. A moment. */
    ASSIGN("assign"),
    /** The client is gone: what it had open is unknown, its transaction cannot be committed any more. A moment. */
    CRASH("crash"),
    /** What the process publishes and polls from here on belongs to a transaction. A moment. */
    BEGIN("begin"),
    /** Ends the transaction; if this succeeds, what it published is to be read. */
    COMMIT("commit"),
    /** Ends the transaction; whatever the answer, what it published must never be read. */
    ABORT("abort");

    private final String label;

    OperationKind(final String label) {
        this.label = label;
    }

    /**
     * The word in the text form.
     *
     * @return one lower-case word.
     */
    public String label() {
        return label;
    }

    /** A moment has no invocation: one event says that it was. */
    boolean isMoment() {
        return this == SUBSCRIBE || this == ASSIGN || this == CRASH || this == BEGIN;
    }

    static OperationKind of(final String label) {
        for (final OperationKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind of operation: " + label);
    }
}
