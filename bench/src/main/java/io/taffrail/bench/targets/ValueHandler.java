/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import org.agrona.DirectBuffer;

/** Gets values. */
@FunctionalInterface
public interface ValueHandler {
    /**
     * One value, where it lies; valid until this returns.
     *
     * @param buffer holds it.
     * @param index  of its first byte.
     * @param length of it in bytes.
     */
    void onValue(DirectBuffer buffer, int index, int length);
}
