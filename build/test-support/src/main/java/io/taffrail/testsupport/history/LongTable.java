/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Arrays;

/** A map from longs to objects, by open addressing: a history has millions of them. */
final class LongTable<V> {
    private long[] keys = new long[64];
    private Object[] values = new Object[64];
    private int size;

    /** The object of a key, or null. */
    @SuppressWarnings("unchecked")
    V get(final long key) {
        return (V) values[slot(key)];
    }

    /** Puts an object, not null, in the place of any before. */
    void put(final long key, final V value) {
        int slot = slot(key);
        if (values[slot] == null) {
            size++;
            if (size * 2 > keys.length) {
                grow();
                slot = slot(key);
            }
        }
        keys[slot] = key;
        values[slot] = value;
    }

    /** All keys, rising. */
    long[] sortedKeys() {
        final long[] sorted = new long[size];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                sorted[count++] = keys[i];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private int slot(final long key) {
        final int mask = keys.length - 1;
        final long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        final long[] oldKeys = keys;
        final Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                final int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
