/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts what is found, and keeps the first of each kind. */
final class Findings {
    private final int examples;
    private final Map<Anomaly, Integer> counts = new EnumMap<>(Anomaly.class);
    private final List<Finding> kept = new ArrayList<>();

    Findings(final int examples) {
        this.examples = examples;
    }

    /** Adds a finding; evidence that is not known may be null. */
    void add(final Anomaly anomaly, final int partition, final String detail, final Operation... evidence) {
        if (counts.merge(anomaly, 1, Integer::sum) <= examples) {
            final List<Operation> known =
                    Stream.of(evidence).filter(Objects::nonNull).distinct().toList();
            kept.add(new Finding(anomaly, partition, detail, known));
        }
    }

    Map<Anomaly, Integer> counts() {
        return counts;
    }

    List<Finding> kept() {
        return kept;
    }
}
