/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** All that a history says of one offset of one partition. */
final class Place {
    /** What was seen there first. */
    final Published published;

    /** Who saw it there. */
    final Operation seenBy;

    /** Whether a poll has it. */
    final boolean isRead;

    private boolean isInconsistencyReported;

    Place(final Published published, final Operation seenBy, final boolean isRead) {
        this.published = published;
        this.seenBy = seenBy;
        this.isRead = isRead;
    }

    /** True once. */
    boolean reportInconsistency() {
        final boolean isFirst = !isInconsistencyReported;
        isInconsistencyReported = true;
        return isFirst;
    }
}
