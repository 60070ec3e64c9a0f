/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

/** The packets that are being filled, one for each node. */
public interface Packets {
    /**
     * The packet to a node.
     *
     * @param node its number.
     * @return the packet.
     */
    Packet to(int node);
}
