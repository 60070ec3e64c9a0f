/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.Arrays;
import java.util.List;

/** Counts the votes of one election. */
final class Votes {
    private final int[] voters;
    private final boolean[] isGranted;

    Votes(final List<Integer> voters) {
        this.voters = voters.stream().mapToInt(Integer::intValue).toArray();
        this.isGranted = new boolean[this.voters.length];
    }

    void clear() {
        Arrays.fill(isGranted, false);
    }

    void grant(final int node) {
        for (int i = 0; i < voters.length; i++) {
            isGranted[i] |= voters[i] == node;
        }
    }

    boolean isMajority() {
        int count = 0;
        for (final boolean granted : isGranted) {
            count += granted ? 1 : 0;
        }
        return count > voters.length / 2;
    }
}
