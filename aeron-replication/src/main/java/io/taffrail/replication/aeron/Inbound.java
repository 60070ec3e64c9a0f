/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.Header;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * One channel from one other node. There can be more than one image of it: of a process that died and of the one in its
 * place, or of a publication and the next one of the same process. The latter keep their order: the later image waits
 * until the earlier one has ended.
 *
 * <p>Threading: the polling thread's own.
 */
final class Inbound {
    private final int node;
    private final Channel channel;
    private final InboundStream stream;
    private final ControlledFragmentHandler fragments = this::onFragment;
    private final Consumer<Image> images = this::pollImage;

    private FrameHandler handler;
    private int rest;
    private boolean isRefused;
    private Image earlier;

    Inbound(final int node, final Channel channel, final InboundStream stream) {
        this.node = node;
        this.channel = channel;
        this.stream = stream;
    }

    int poll(final FrameHandler newHandler, final int limit) {
        handler = newHandler;
        rest = limit;
        isRefused = false;
        earlier = null;
        stream.forEachImage(images);
        return limit - rest;
    }

    private void pollImage(final Image image) {
        if (rest > 0 && !isRefused && !isHeld(image)) {
            rest -= image.controlledPoll(fragments, rest);
        }
        earlier = image;
    }

    private boolean isHeld(final Image image) {
        return earlier != null
                && Sessions.areOfOneProcess(earlier.sessionId(), image.sessionId())
                && !earlier.isClosed()
                && !earlier.isEndOfStream();
    }

    private Action onFragment(final DirectBuffer buffer, final int index, final int length, final Header header) {
        if (handler.onFrame(node, channel, buffer, index, length)) {
            return Action.CONTINUE;
        }
        isRefused = true;
        return Action.ABORT;
    }
}
