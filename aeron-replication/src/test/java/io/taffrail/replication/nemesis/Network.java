/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is between the nodes, and the harm that can be done to it. A fault that comes again takes the place of the first. */
interface Network extends AutoCloseable {
    /** Where a node finds itself and the others. */
    Map<Integer, String> endpoints(int node);

    /** Command that becomes a process at a node's place in the network. */
    default List<String> prefix(final int node) {
        return List.of();
    }

    /** Lose a part of what goes one way: 1 for all, 0 for nothing. */
    void lose(int from, int to, double part) throws IOException;

    /** Let a part of all packets come twice. */
    void duplicate(double part) throws IOException;

    /** Let each packet come late by a time of its own up to that, so that they overtake each other. */
    void delay(int maxMillis) throws IOException;

    /** No faults any more. */
    void heal() throws IOException;

    /** Packets that it brought to where they belong. */
    long carried();

    /** Those that it lost. */
    long lost();

    @Override
    void close() throws IOException;
}
