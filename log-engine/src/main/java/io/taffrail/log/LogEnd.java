/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Where a log ends while nobody appends to it.
 *
 * @param segment      the last one, null for a log without any.
 * @param position     in it.
 * @param offset       the next one.
 * @param maxTimestamp newest of the last segment, {@link Long#MIN_VALUE} for none.
 */
record LogEnd(Segment segment, int position, long offset, long maxTimestamp) {
    static final LogEnd EMPTY = new LogEnd(null, 0, 0, Long.MIN_VALUE);
}
