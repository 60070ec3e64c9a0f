/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.function.UnaryOperator;

/** Runs a script; called in a mutant's world. */
final class ReplayRun implements UnaryOperator<String> {
    ReplayRun() {}

    /** The promise that is broken, or null. */
    @Override
    public String apply(final String script) {
        final Promise broken =
                Shrinker.promiseBrokenBy(Scenario.parse(script.lines().toList()));
        return broken == null ? null : broken.name();
    }
}
