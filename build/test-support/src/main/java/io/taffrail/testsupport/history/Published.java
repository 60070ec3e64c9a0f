/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** All that a history says of one value of one partition. */
final class Published {
    final long value;

    /** The publish that says most: an acknowledged one before an unknown one before a failed one; null if there is none. */
    Operation publish;

    /** What became of it, all attempts and their transactions regarded. */
    EventType outcome = EventType.FAIL;

    /** How often somebody tried to publish it. */
    int attempts;

    /** How often it was read by those whose reads count. */
    int countedReads;

    /** The first poll that has it, whoever's; or null. */
    Operation firstRead;

    /** The last poll of those whose reads count that has it; or null. */
    Operation lastRead;

    /** Where it was first seen, or {@link Records#UNKNOWN_OFFSET}. */
    long offset = Records.UNKNOWN_OFFSET;

    /** Who saw it there. */
    Operation placedBy;

    private boolean isDuplicateReported;
    private boolean isPrecommittedReported;

    Published(final long value) {
        this.value = value;
    }

    /** One more publish of this value. */
    void attempt(final Operation operation, final EventType itsOutcome) {
        attempts++;
        if (publish == null || rank(itsOutcome) > rank(outcome)) {
            publish = operation;
            outcome = itsOutcome;
        }
    }

    boolean isAcknowledged() {
        return outcome == EventType.OK;
    }

    /** Whether it may be in the log at all. */
    boolean isPossible() {
        return outcome != EventType.FAIL;
    }

    /** True once. */
    boolean reportDuplicate() {
        final boolean isFirst = !isDuplicateReported;
        isDuplicateReported = true;
        return isFirst;
    }

    /** True once. */
    boolean reportPrecommitted() {
        final boolean isFirst = !isPrecommittedReported;
        isPrecommittedReported = true;
        return isFirst;
    }

    private static int rank(final EventType type) {
        return type == EventType.OK ? 2 : type == EventType.INFO ? 1 : 0;
    }
}
