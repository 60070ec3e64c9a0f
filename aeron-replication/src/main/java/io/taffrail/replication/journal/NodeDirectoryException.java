/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

/** A directory is not the one that a node needs: not formatted, of another node or cluster, or without its journal. */
public final class NodeDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With all that it says.
     *
     * @param message what is wrong and what to do.
     */
    public NodeDirectoryException(final String message) {
        super(message);
    }
}
