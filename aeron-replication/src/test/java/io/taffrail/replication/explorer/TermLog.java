/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import io.taffrail.replication.raft.RaftLog;
import java.util.ArrayList;
import java.util.List;

/** A log of which each record is known by its offset and term: a term has one leader, which appends in one order. */
final class TermLog implements RaftLog {
    private final List<Integer> terms = new ArrayList<>();

    List<Integer> terms() {
        return terms;
    }

    int termBefore(final long offset) {
        return offset == 0 ? 0 : terms.get((int) offset - 1);
    }

    void truncate(final long offset) {
        terms.subList((int) offset, terms.size()).clear();
    }

    @Override
    public long startOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return terms.size();
    }

    @Override
    public long heldOffset() {
        return terms.size();
    }

    @Override
    public int lastTerm() {
        return termBefore(terms.size());
    }

    @Override
    public int floorTerm(final int term) {
        return termBefore(endOfTerm(term));
    }

    @Override
    public long endOfTerm(final int term) {
        int end = terms.size();
        while (end > 0 && terms.get(end - 1) > term) {
            end--;
        }
        return end;
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
