/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

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
