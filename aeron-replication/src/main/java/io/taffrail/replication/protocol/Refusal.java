/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

/** Why a frame was not let in. */
public enum Refusal {
    /** Not a frame of ours: too short, or other bytes in front. */
    FOREIGN_BYTES("what it sends is not taffrail's cluster protocol"),
    /** Another version of the protocol. */
    OTHER_VERSION("it speaks another version of the cluster protocol: run the same version of taffrail on all nodes"),
    /** For another node, or from one that is not where the frame came from. */
    WRONG_NODE("its node id or address is not what is configured here: compare the lists of nodes"),
    /** A node of another cluster. */
    OTHER_CLUSTER("it belongs to another cluster: compare cluster.id"),
    /** It does not know the secret. */
    WRONG_SECRET("it does not know the shared secret: compare cluster.secret"),
    /** Its data directory is not the one that this node id had before. */
    OTHER_DIRECTORY("its data directory is not the one that this node id had: it was formatted again, or the id is used"
            + " twice; see 'cluster recover' in docs/operations.md"),
    /** The wall clocks of the two nodes were far apart when one of them was started. */
    CLOCKS_APART("its wall clock is more than an hour from the one here: set the clock that is wrong"),
    /** It was sent before its node was started again; nothing to worry about. */
    EARLIER_INCARNATION("it was sent before the node was started again");

    private final String text;

    Refusal(final String text) {
        this.text = text;
    }

    /**
     * What is wrong, and what to do.
     *
     * @return a short text.
     */
    public String text() {
        return text;
    }
}
