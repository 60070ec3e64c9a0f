/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.util.UUID;

/**
 * What all groups of a node must not forget. What is noted is known here at once, and on the disk after the next
 * {@link #force()}: nothing may be sent before it that rests on it.
 *
 * <p>A write or force that fails is final: every later call throws {@link IllegalStateException}, since what the disk
 * holds is in doubt.
 *
 * <p>Threading: one thread.
 */
public interface Journal {
    /**
     * How many times this node was started, this time included.
     *
     * @return number of this start, 1 for the first.
     */
    long incarnation();

    /**
     * Newest term that a group is known to have reached.
     *
     * @param group id of the group.
     * @return the term, 0 when none was noted.
     */
    int term(long group);

    /**
     * Vote in the newest term.
     *
     * @param group id of the group.
     * @return id of the node, or {@link io.taffrail.replication.raft.RaftEffects#NOBODY}.
     */
    int votedFor(long group);

    /**
     * What this node may take part in.
     *
     * @param group id of the group.
     * @return as noted last, or what the directory was formatted with.
     */
    Standing standing(long group);

    /**
     * The directory by which another node is known.
     *
     * @param node id of the node.
     * @return id of its directory, null when none was noted.
     */
    UUID peer(int node);

    /**
     * Note a group's term and the vote in it.
     *
     * @param group    id of the group.
     * @param term     not below the one noted last, at least 0.
     * @param votedFor id of a node, or {@link io.taffrail.replication.raft.RaftEffects#NOBODY}.
     * @throws IllegalArgumentException if the term is older, or if another vote was given in it.
     */
    void noteBallot(long group, int term, int votedFor);

    /**
     * Note what this node may take part in. A group that is new to the cluster has nothing to be forgotten: whoever
     * creates it notes {@link Standing#VOTER}, also in a directory that began amnesiac.
     *
     * @param group    id of the group.
     * @param standing from now on.
     */
    void noteStanding(long group, Standing standing);

    /**
     * Note the directory by which another node is known. Whether a node may come back with another one is for the caller
     * to decide.
     *
     * @param node        id of the node.
     * @param directoryId from now on.
     */
    void notePeer(int node, UUID directoryId);

    /**
     * Whether something was noted that is not forced.
     *
     * @return true when {@link #force()} has something to do.
     */
    boolean isDirty();

    /**
     * Make durable what was noted; returns at once when there is nothing.
     *
     * @throws IOException when it fails; final.
     */
    void force() throws IOException;
}
