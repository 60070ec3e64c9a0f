/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.Arrays;

/** All states that were met, in the order in which they were, each with the one it was reached from. */
final class States {
    private static final int FIRST_CAPACITY = 1 << 16;

    private long[] members = new long[FIRST_CAPACITY];
    private long[] fresh = new long[FIRST_CAPACITY];
    private long[] late = new long[FIRST_CAPACITY];
    private int[] histories = new int[FIRST_CAPACITY];
    private byte[] adversities = new byte[FIRST_CAPACITY];
    private int[] parents = new int[FIRST_CAPACITY];
    private int[] index = new int[2 * FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    State at(final int number) {
        return new State(
                members[number],
                fresh[number],
                late[number],
                histories[number],
                adversities[number] >> 2,
                adversities[number] & 3);
    }

    int parent(final int number) {
        return parents[number];
    }

    /** False when it is there already. */
    boolean add(final State state, final int parent) {
        int slot = slotOf(state);
        while (index[slot] != 0) {
            if (at(index[slot] - 1).equals(state)) {
                return false;
            }
            slot = slot + 1 & index.length - 1;
        }
        if (size == members.length) {
            grow();
            return add(state, parent);
        }
        members[size] = state.members();
        fresh[size] = state.fresh();
        late[size] = state.late();
        histories[size] = state.history();
        adversities[size] = (byte) (state.faults() << 2 | state.cutOff());
        parents[size] = parent;
        size++;
        index[slot] = size;
        return true;
    }

    private int slotOf(final State state) {
        long hash = state.members() * 0x9E3779B97F4A7C15L ^ state.fresh();
        hash = (hash ^ hash >>> 31) * 0xBF58476D1CE4E5B9L ^ state.late();
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L
                + (state.history() << 7 | state.faults() << 2 | state.cutOff());
        hash = (hash ^ hash >>> 29) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & index.length - 1;
    }

    private void grow() {
        final int capacity = 2 * members.length;
        members = Arrays.copyOf(members, capacity);
        fresh = Arrays.copyOf(fresh, capacity);
        late = Arrays.copyOf(late, capacity);
        histories = Arrays.copyOf(histories, capacity);
        adversities = Arrays.copyOf(adversities, capacity);
        parents = Arrays.copyOf(parents, capacity);
        index = new int[2 * capacity];
        for (int number = 0; number < size; number++) {
            int slot = slotOf(at(number));
            while (index[slot] != 0) {
                slot = slot + 1 & index.length - 1;
            }
            index[slot] = number + 1;
        }
    }
}
