/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.util.Collections;
import java.util.List;

/** Figures over runs. */
final class Statistics {
    private Statistics() {}

    static double median(final List<Double> values) {
        final List<Double> sorted = values.stream().sorted().toList();
        final int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static double min(final List<Double> values) {
        return Collections.min(values);
    }

    static double max(final List<Double> values) {
        return Collections.max(values);
    }
}
