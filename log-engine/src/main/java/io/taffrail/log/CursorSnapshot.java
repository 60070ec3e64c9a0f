/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Where the cursor stood at one moment. Reused by its owner. */
final class CursorSnapshot {
    Segment segment;
    int position;
    long offset;
    long maxTimestamp;
}
