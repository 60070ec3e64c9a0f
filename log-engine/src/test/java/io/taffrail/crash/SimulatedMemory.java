/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory for simulated files, used again from image to image, so that thousands of them cost neither allocation
 * nor a wait for the garbage collector.
 */
final class SimulatedMemory {
    private static final int SMALLEST = 4096;
    private static final Map<Integer, Deque<ByteBuffer>> FREE = new HashMap<>();

    private SimulatedMemory() {}

    /** Zeroed memory of at least a length. */
    static ByteBuffer take(final int length) {
        int capacity = SMALLEST;
        while (capacity < length) {
            capacity *= 2;
        }
        final Deque<ByteBuffer> free = FREE.get(capacity);
        final ByteBuffer bytes = free == null || free.isEmpty() ? ByteBuffer.allocateDirect(capacity) : free.pop();
        bytes.clear();
        return bytes;
    }

    static void giveBack(final ByteBuffer bytes) {
        for (int i = 0; i < bytes.capacity(); i += Long.BYTES) {
            bytes.putLong(i, 0);
        }
        FREE.computeIfAbsent(bytes.capacity(), capacity -> new ArrayDeque<>()).push(bytes);
    }
}
