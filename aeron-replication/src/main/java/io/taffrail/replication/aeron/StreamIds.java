/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Channel;

/**
 * The Aeron stream that belongs to a channel from one node to another: it alone tells which they are.
 *
 * <pre>
 *   bit 31        30..16        15..2      1..0
 *       0    node it is from   node it      channel
 *                              is for
 * </pre>
 */
final class StreamIds {
    /** Largest node id that fits. */
    static final int MAX_NODE = (1 << 14) - 1;

    private StreamIds() {}

    static int streamId(final int from, final int to, final Channel channel) {
        return from << 16 | to << 2 | channel.ordinal();
    }
}
