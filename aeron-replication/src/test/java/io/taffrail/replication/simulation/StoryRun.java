/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.function.UnaryOperator;

/** Tells a story again; called in a {@link io.taffrail.testsupport.MutantLoader}'s world. */
final class StoryRun implements UnaryOperator<String> {
    StoryRun() {}

    @Override
    public String apply(final String text) {
        return Story.retell(text);
    }
}
