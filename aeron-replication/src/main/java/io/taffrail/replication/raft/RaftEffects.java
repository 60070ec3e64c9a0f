/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/**
 * What the core wants done here. Effects and messages take place in the order of the calls: in particular nothing may be
 * sent before a {@link #persist(int, int)} that came earlier is on the disk.
 *
 * <p>Threading: called by the thread that steps the core, from within the step; must not call the core.
 */
public interface RaftEffects {
    /** Vote of a term in which none was given. */
    int NOBODY = -1;

    /**
     * Remember across restarts and power loss.
     *
     * @param term     now current.
     * @param votedFor in it, or {@link #NOBODY}.
     */
    void persist(int term, int votedFor);

    /**
     * Let publishers append in a term; its first batch is appended at once.
     *
     * @param term that this member leads.
     */
    void lead(int term);

    /**
     * This member leads no more: refuse publishers, complete everything that waits as unknown, send no more records.
     *
     * @param term that is over.
     */
    void fence(int term);

    /**
     * Records may be taken from this leader, when it finds the logs to agree.
     *
     * @param term   of it.
     * @param leader who.
     */
    void follow(int term, int leader);

    /**
     * Cut the log.
     *
     * @param offset first offset to go, never before the high watermark.
     */
    void truncate(long offset);

    /**
     * Throw the log away and begin at another offset.
     *
     * @param offset first offset to come.
     */
    void discard(long offset);

    /**
     * The high watermark moved.
     *
     * @param offset first offset that is not committed.
     */
    void commit(long offset);

    /** Amnesia is over: this member is a voter again. */
    void recovered();

    /**
     * Something happened that cannot: the member must stop before it does harm.
     *
     * @param what was seen.
     */
    void violation(String what);
}
