/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Which kinds of fault a run has, and how often what is normal happens in it. */
final class Faults {
    final int forceOneIn;
    final int askOneIn;
    private final Set<FaultKind> kinds;

    private Faults(final Set<FaultKind> kinds, final int forceOneIn, final int askOneIn) {
        this.kinds = kinds;
        this.forceOneIn = forceOneIn;
        this.askOneIn = askOneIn;
    }

    /** Drawn from a seed. */
    static Faults drawn(final Chance random) {
        final Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (final FaultKind kind : FaultKind.values()) {
            if (random.oneIn(kind.oneIn())) {
                kinds.add(kind);
            }
        }
        final int askOneIn = random.oneIn(2) ? 1 : 200;
        return new Faults(kinds, random.oneIn(2) ? 4 : 200, askOneIn);
    }

    /** None: records are forced when that is asked for, publishers ask in each step. */
    static Faults none() {
        return new Faults(EnumSet.noneOf(FaultKind.class), Integer.MAX_VALUE, 1);
    }

    boolean has(final FaultKind kind) {
        return kinds.contains(kind);
    }

    Set<FaultKind> kinds() {
        return Set.copyOf(kinds);
    }

    /** Leave out all other kinds. */
    void keep(final Set<FaultKind> some) {
        kinds.retainAll(some);
    }

    /** No more of those that come from within a node's step. */
    void end() {
        kinds.remove(FaultKind.SUDDEN_DEATHS);
        kinds.remove(FaultKind.OPEN_CLAIMS);
        kinds.remove(FaultKind.SHORT_REIGNS);
    }
}
