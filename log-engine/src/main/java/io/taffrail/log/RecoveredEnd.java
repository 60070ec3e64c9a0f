/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.ArrayList;
import java.util.List;

/** Where recovery found a log to end. */
final class RecoveredEnd {
    Segment segment;
    int segments;
    int position;
    long offset;
    int term;
    long maxTimestamp = Long.MIN_VALUE;
    long durableOffset;
    long scannedFrom;
    final List<Manifest.TermStart> terms = new ArrayList<>();

    /** A sound batch stands at the offset: it may begin a term. */
    void onBatch(final int batchTerm) {
        if (terms.isEmpty() || terms.get(terms.size() - 1).term() != batchTerm) {
            terms.add(new Manifest.TermStart(batchTerm, offset));
        }
        term = batchTerm;
    }
}
