/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/**
 * All members and all that is between them, as numbers in the tables of a {@link Model}.
 *
 * @param members three, 21 bits each.
 * @param fresh   packets just sent, in the order of delivery, see {@link Packets}.
 * @param late    packets that are late, by link and age.
 * @param history what happened before.
 * @param faults  so far.
 * @param cutOff  node that no packet leaves or reaches, or {@link #NONE}.
 */
record State(long members, long fresh, long late, int history, int faults, int cutOff) {
    static final int NONE = 3;

    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    int member(final int node) {
        return (int) (members >>> node * BITS & MASK);
    }

    State withMember(final int node, final int member, final int newHistory) {
        return new State(
                members & ~(MASK << node * BITS) | packed(node, member), fresh, late, newHistory, faults, cutOff);
    }

    State withPackets(final long newFresh, final long newLate) {
        return new State(members, newFresh, newLate, history, faults, cutOff);
    }

    State withFault() {
        return new State(members, fresh, late, history, faults + 1, cutOff);
    }

    State withCutOff(final int node) {
        return new State(members, fresh, late, history, faults, node);
    }

    static long packed(final int node, final int member) {
        if (member > MASK) {
            throw new IllegalStateException("more members than numbers for them: " + member);
        }
        return (long) member << node * BITS;
    }

    boolean isBefore(final State other) {
        if (members != other.members) {
            return members < other.members;
        }
        if (fresh != other.fresh) {
            return fresh < other.fresh;
        }
        if (late != other.late) {
            return late < other.late;
        }
        return history != other.history ? history < other.history : cutOff < other.cutOff;
    }
}
