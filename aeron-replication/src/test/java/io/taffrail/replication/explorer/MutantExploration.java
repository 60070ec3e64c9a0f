/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.function.BiFunction;

/** Explores a scope; called in the world of a mutant. */
final class MutantExploration implements BiFunction<String, Integer, String> {
    MutantExploration() {}

    /** How a promise was broken, and after how many states; null when none was. */
    @Override
    public String apply(final String scope, final Integer maxStates) {
        final Explorer.Outcome outcome = new Explorer(Scope.valueOf(scope).bounds()).run(maxStates);
        return outcome.broken() == null ? null : "states=" + outcome.states() + ' ' + outcome.broken();
    }
}
