/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Which segment of which log: what its header says. Fields are set once, before the segment is published, so that a roll
 * allocates nothing.
 */
final class SegmentIdentity {
    long logId;
    long generation;
    long baseOffset;
    long previousGeneration;
    long previousEnd;
    int term;

    /** Null for a segment that takes nobody's place. */
    Compaction compaction;

    SegmentIdentity(final long logId) {
        this.logId = logId;
    }

    @Override
    public String toString() {
        return "logId=" + logId + " generation=" + generation + " baseOffset=" + baseOffset + " previousGeneration="
                + previousGeneration + " previousEnd=" + previousEnd + " term=" + term;
    }
}
