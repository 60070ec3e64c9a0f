/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.List;

/** Where the core puts what is to be done. */
public interface GroupOutbox {
    /**
     * Append a record to the group's log, after those of this step that came before, and hand it to
     * {@link GroupCore#apply} once it is committed.
     *
     * @param record to append.
     */
    void append(GroupRecord record);

    /**
     * Append records of a producer's transaction to the group's log, as one batch, after those of this step that came before;
     * hand them to {@link GroupCore#applyInTransaction} once they are committed, and say when the transaction has ended
     * ({@link GroupCore#onTransactionEnded}).
     *
     * @param records       to append, one or more.
     * @param producerId    whose transaction it is.
     * @param producerEpoch of the producer.
     */
    void appendInTransaction(List<GroupRecord> records, long producerId, short producerEpoch);

    /**
     * Answer a request now.
     *
     * @param token  that came with the request.
     * @param answer to it.
     */
    void answer(long token, GroupAnswer answer);

    /**
     * Answer a request once the records of this step are committed, at once if there are none.
     *
     * @param token  that came with the request.
     * @param answer to it.
     */
    void answerOnCommit(long token, GroupAnswer answer);
}
