/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through all states within bounds, those first that few events lead to. */
final class Explorer {
    private final Model model;
    private final States states = new States();
    private long transitions;
    private int broken = -1;

    Explorer(final Bounds bounds) {
        model = new Model(bounds);
    }

    Model model() {
        return model;
    }

    /** Until all states were met, one of them is broken, or there are too many. */
    Outcome run(final int maxStates) {
        add(model.first(), 0);
        int depth = 0;
        int levelEnd = 1;
        int at = 0;
        while (at < states.size() && broken < 0 && states.size() < maxStates) {
            if (at == levelEnd) {
                depth++;
                levelEnd = states.size();
            }
            final int from = at;
            model.forEachNext(states.at(from), (state, cause) -> {
                transitions++;
                add(model.canonical(state), from);
            });
            at++;
        }
        final boolean isAll = at == states.size() && broken < 0;
        return new Outcome(states.size(), transitions, depth, isAll, broken < 0 ? null : transcript());
    }

    private void add(final State state, final int from) {
        if (states.add(state, from) && broken < 0 && model.broken(state) != null) {
            broken = states.size() - 1;
        }
    }

    /** The shortest way to the broken state; nodes keep their numbers on it. */
    private String transcript() {
        final Deque<State> way = new ArrayDeque<>();
        for (int at = broken; at != 0; at = states.parent(at)) {
            way.addFirst(states.at(at));
        }
        final StringBuilder text = new StringBuilder();
        State here = model.first();
        for (final State wanted : way) {
            final List<State> found = new ArrayList<>();
            model.forEachNext(here, (state, cause) -> {
                if (found.isEmpty() && model.canonical(state).equals(wanted)) {
                    found.add(state);
                    text.append("        ").append(cause).append('\n').append(model.describe(state));
                }
            });
            here = found.get(0);
        }
        return model.broken(here) + '\n' + text;
    }

    /**
     * What came of it.
     *
     * @param states      different ones, where numbers of nodes do not count.
     * @param transitions between them.
     * @param depth       events to the last state that was looked at.
     * @param isAll       whether no state is left within the bounds.
     * @param broken      what must not happen, and the shortest way to it; else null.
     */
    record Outcome(int states, long transitions, int depth, boolean isAll, String broken) {}
}
