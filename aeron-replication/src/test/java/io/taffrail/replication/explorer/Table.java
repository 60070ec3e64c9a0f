/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each different thing a number, and knows the numbers of what it is where nodes have other numbers. */
final class Table<T> {
    private static final int UNKNOWN = -1;

    private final Permutation<T> permute;
    private final Map<T, Integer> ids = new HashMap<>();
    private final List<T> things = new ArrayList<>();
    private final List<int[]> permuted = new ArrayList<>();

    Table(final Permutation<T> permute) {
        this.permute = permute;
    }

    int idOf(final T thing) {
        final Integer known = ids.putIfAbsent(thing, things.size());
        if (known != null) {
            return known;
        }
        things.add(thing);
        final int[] unknown = new int[Renumbering.ALL.length];
        Arrays.fill(unknown, UNKNOWN);
        permuted.add(unknown);
        return things.size() - 1;
    }

    T at(final int id) {
        return things.get(id);
    }

    int size() {
        return things.size();
    }

    int permuted(final int id, final int renumbering) {
        final int[] known = permuted.get(id);
        if (known[renumbering] == UNKNOWN) {
            known[renumbering] = idOf(permute.apply(at(id), renumbering));
        }
        return known[renumbering];
    }

    /** What a thing is where nodes have other numbers. */
    interface Permutation<T> {
        /** By the index of the numbers in {@link Renumbering#ALL}. */
        T apply(T thing, int renumbering);
    }
}
