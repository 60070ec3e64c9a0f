/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

/** State of a transactional id, as in Kafka. */
public enum TransactionState {
    /** A producer is known and did nothing yet. Left when partitions are added, or for PREPARE_ABORT by an abort of nothing. */
    EMPTY("Empty"),
    /** Partitions were added. Left when the producer ends it, a newer one takes its place, or its timeout is over. */
    ONGOING("Ongoing"),
    /** It is decided: commit. Left for COMPLETE_COMMIT when all partitions have their marker. */
    PREPARE_COMMIT("PrepareCommit"),
    /** It is decided: abort. Left for COMPLETE_ABORT when all partitions have their marker. */
    PREPARE_ABORT("PrepareAbort"),
    /** The last transaction was committed, everywhere. Left as EMPTY is, or for EMPTY by a producer that begins anew. */
    COMPLETE_COMMIT("CompleteCommit"),
    /** The last transaction was aborted, everywhere. Left as EMPTY is, or for EMPTY by a producer that begins anew. */
    COMPLETE_ABORT("CompleteAbort"),
    /** There is no such transactional id (any more). Never stored. */
    DEAD("Dead"),
    /** Kafka's name for what lies between the wish to fence a producer and PREPARE_ABORT. Never stored, and never seen. */
    PREPARE_EPOCH_FENCE("PrepareEpochFence");

    private final String text;

    TransactionState(final String text) {
        this.text = text;
    }

    /**
     * Kafka's way to write it.
     *
     * @return such as {@code PrepareCommit}.
     */
    public String text() {
        return text;
    }

    /** Whether it is decided how the transaction ends, and markers are being written. */
    boolean isPrepared() {
        return this == PREPARE_COMMIT || this == PREPARE_ABORT;
    }

    /** Whether the last transaction is through, everywhere. */
    boolean isComplete() {
        return this == COMPLETE_COMMIT || this == COMPLETE_ABORT;
    }

    /** What a decision becomes once all markers are written. */
    TransactionState completed() {
        return this == PREPARE_COMMIT ? COMPLETE_COMMIT : COMPLETE_ABORT;
    }
}
