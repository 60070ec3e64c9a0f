/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.disruptor;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place of the ring, with room for one value.
 *
 * <p>Threading: written by the publisher that claimed its sequence, read by pollers once that is published.
 */
final class Event {
    private final UnsafeBuffer buffer;
    private int length;

    Event(final int capacity) {
        buffer = new UnsafeBuffer(new byte[capacity]);
    }

    void set(final DirectBuffer value, final int newLength) {
        buffer.putBytes(0, value, 0, newLength);
        length = newLength;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }
}
