/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import java.util.UUID;

/** The data directories by which the nodes of a cluster are known. */
public interface Directories {
    /**
     * Whether a node may speak from a directory: the one that it had before, or any if it was never heard.
     *
     * @param node      its number.
     * @param directory id of its data directory.
     * @return false when the node is known by another one.
     */
    boolean isKnown(int node, UUID directory);
}
