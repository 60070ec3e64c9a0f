/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Where recovery found a log to end. */
final class RecoveredEnd {
    Segment segment;
    int segments;
    int position;
    long offset;
    int term;
    long maxTimestamp = Long.MIN_VALUE;
    long durableOffset;
}
