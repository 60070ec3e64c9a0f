/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;

/**
 * One order event, reused from event to event so that reading an input allocates nothing.
 *
 * <p>A plain struct: a source fills it, the book and the encoders read it. Owned by one thread.
 */
final class OrderEventRow {
    /** Number of the event in its input, from 1. */
    long sequence;

    /** Nanoseconds after midnight. */
    long eventTimeNs;

    OrderEventType type = OrderEventType.NULL_VAL;

    /** Identity of the resting order; 0 when the input does not say (hidden executions, halts). */
    long orderId;

    /** Shares: of the new order, cancelled, deleted or executed. */
    int size;

    /** Dollars times 10,000; for a halt -1 (halted), 0 (quoting again) or 1 (trading again). */
    long price;

    /** Side of the resting order. */
    Side side = Side.NULL_VAL;

    /** Monotonic nanoseconds at which the event was due to be sent; 0 before it is sent. */
    long sentTimeNs;

    boolean isTrade() {
        return type == OrderEventType.EXECUTE_VISIBLE || type == OrderEventType.EXECUTE_HIDDEN;
    }
}
