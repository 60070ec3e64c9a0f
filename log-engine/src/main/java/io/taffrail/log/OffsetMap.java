/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

/**
 * The newest offset of each key, by the key's hash of 128 bits: open addressing outside the heap, in memory that is given from
 * the start.
 *
 * <pre>
 *   slot, 24 bytes:   low half of the hash | high half | offset + 1, 0 where the slot is free
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class OffsetMap implements AutoCloseable {
    /** Bytes of memory for each key, when it is full. */
    static final int BYTES_PER_KEY = 30;

    private static final int SLOT = 3 * Long.BYTES;
    private static final int HIGH = Long.BYTES;
    private static final int OFFSET = 2 * Long.BYTES;

    private final ByteBuffer memory;
    private final NativeBuffer slots;
    private final int slotCount;
    private final int limit;
    private int count;

    /**
     * An empty map.
     *
     * @param bytes of memory at most.
     * @param keys  that there can be at most: no more memory is taken than they need.
     */
    OffsetMap(final int bytes, final long keys) {
        slotCount = (int) Math.max(2, Math.min(bytes / SLOT, (keys + 1) * BYTES_PER_KEY / SLOT + 1));
        limit = (int) Math.min(slotCount - 1, (long) slotCount * SLOT / BYTES_PER_KEY + 1);
        memory = ByteBuffer.allocateDirect(slotCount * SLOT);
        slots = new NativeBuffer(memory);
    }

    /** Keep the larger one of an offset and that of the same key; false when the key is new and there is no room for it. */
    boolean put(final KeyHash key, final long offset) {
        final int at = find(key);
        final long present = slots.getLongUnchecked(at + OFFSET);
        if (present == 0) {
            if (count == limit) {
                return false;
            }
            count++;
            slots.putLongUnchecked(at, key.low());
            slots.putLongUnchecked(at + HIGH, key.high());
        }
        if (offset >= present) {
            slots.putLongUnchecked(at + OFFSET, offset + 1);
        }
        return true;
    }

    /** The offset of a key, -1 when it is not there. */
    long get(final KeyHash key) {
        return slots.getLongUnchecked(find(key) + OFFSET) - 1;
    }

    /** Keys that are there. */
    int count() {
        return count;
    }

    /** Keys that there can be. */
    int capacity() {
        return limit;
    }

    @Override
    public void close() {
        BufferUtil.free(memory);
    }

    /** Index of the slot of a key, or of the free one where it would be. */
    private int find(final KeyHash key) {
        int slot = (int) ((key.low() >>> 32) * slotCount >>> 32);
        for (; ; ) {
            final int at = slot * SLOT;
            final boolean isKey =
                    slots.getLongUnchecked(at) == key.low() && slots.getLongUnchecked(at + HIGH) == key.high();
            if (isKey || slots.getLongUnchecked(at + OFFSET) == 0) {
                return at;
            }
            slot = slot + 1 == slotCount ? 0 : slot + 1;
        }
    }
}
