/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

import org.agrona.DirectBuffer;

/** Takes frames that arrived. */
@FunctionalInterface
public interface FrameHandler {
    /**
     * A frame arrived.
     *
     * @param node    that the transport has it from; whether that is true is for the frame to prove.
     * @param channel on which it came.
     * @param buffer  that holds it, valid during the call only.
     * @param index   of its first byte.
     * @param length  in bytes, 1 or more.
     * @return false to be given the same frame again at a later poll, and none behind it on this channel from this node
     *     until then.
     */
    boolean onFrame(int node, Channel channel, DirectBuffer buffer, int index, int length);
}
