/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** What can be wrong with a history. docs/history-checking.md has the same table. */
public enum Anomaly {
    /** Acknowledged and never read, although its partition was read at its offset or beyond. */
    LOST_WRITE("acknowledged, and not read although later offsets were"),
    /** Acknowledged and never read, and nobody read as far. */
    UNSEEN("acknowledged, and never read; nobody read as far"),
    /** One value at two offsets. */
    DUPLICATE("one value at two offsets"),
    /** Two values at one offset. */
    INCONSISTENT_OFFSET("two values at one offset"),
    /** A value was read that nobody published to that partition. */
    UNEXPECTED_READ("read, and never published there"),
    /** A value was read whose publish failed, or whose transaction was not committed. */
    ABORTED_READ("read, although its publish failed or its transaction was not committed"),
    /** A value was read before its transaction's commit began. */
    PRECOMMITTED_READ("read before the commit of its transaction began"),
    /** A client's later publish has the lower offset. */
    REORDERED("published later by the same client, at a lower offset"),
    /** The same within one batch or transaction. */
    NONMONOTONIC_SEND("published later in the same batch or transaction, at a lower offset"),
    /** Somebody else's record lies within a batch. */
    SKIPPED_SEND("another record lies in the midst of a batch"),
    /** Somebody else's record lies between two publishes of one transaction: Kafka's model has that all the time. */
    INTERLEAVED_SEND("another record lies in the midst of a transaction"),
    /** A reader's poll begins at or before the place where its last one ended. */
    NONMONOTONIC_POLL("a poll went back to, or before, where the last one ended"),
    /** A reader's poll begins behind a record that follows the last one, and that somebody read. */
    SKIPPED_POLL("a poll left out records that were read by others"),
    /** Going back within one poll or transaction. */
    INTERNAL_NONMONOTONIC_POLL("went back within one poll or transaction"),
    /** Leaving out within one poll or transaction. */
    INTERNAL_SKIPPED_POLL("left out, within one poll or transaction, records that were read by others"),
    /** Of a queue: acknowledged and never delivered. */
    QUEUE_LOST("acknowledged, and never delivered"),
    /** Of a queue: delivered more often than it was published. */
    QUEUE_DUPLICATE("delivered more often than published"),
    /** Of a queue: delivered and never published. */
    QUEUE_UNEXPECTED("delivered, and never published");

    private final String meaning;

    Anomaly(final String meaning) {
        this.meaning = meaning;
    }

    /**
     * What it means.
     *
     * @return a short phrase.
     */
    public String meaning() {
        return meaning;
    }
}
