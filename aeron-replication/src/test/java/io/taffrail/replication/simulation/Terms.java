/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** The terms of a log's records as they are drawn in the Raft paper, long runs of one term shortened. */
final class Terms {
    private static final int LONG = 14;

    private Terms() {}

    static String picture(final List<Integer> terms) {
        return terms.size() <= LONG
                ? terms.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : terms.stream()
                        .distinct()
                        .map(term ->
                                term + "x" + terms.stream().filter(term::equals).count())
                        .collect(Collectors.joining(" "));
    }
}
