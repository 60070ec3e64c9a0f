/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.Locale;
import java.util.function.Consumer;

/** What happened, a line for each thing, for people. */
final class Transcript {
    /** Nobody listens. */
    static final Transcript NONE = new Transcript(null);

    private final Consumer<String> lines;

    Transcript(final Consumer<String> lines) {
        this.lines = lines;
    }

    boolean isHeard() {
        return lines != null;
    }

    void say(final long nowNs, final int node, final String format, final Object... values) {
        if (lines != null) {
            lines.accept(String.format(Locale.ROOT, "%6.1f  node %d  ", (double) nowNs / SimulatedCluster.STEP_NS, node)
                    + String.format(Locale.ROOT, format, values));
        }
    }
}
