/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

/**
 * What a new version of a subject has to agree with, and in which direction; the levels are those of Confluent's registry. Whatever the
 * level, but for {@link #NONE}: the SBE version of a new schema is not lower than the latest one's, and where it is the same, each of the
 * two can read the other, since nothing in a message tells them apart.
 */
public enum Compatibility {
    /** Anything goes. */
    NONE(false, false, false),
    /** The new version reads what was written with the latest. The default. */
    BACKWARD(true, false, false),
    /** The new version reads what was written with any. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The latest version reads what is written with the new one. */
    FORWARD(false, true, false),
    /** Every version reads what is written with the new one. */
    FORWARD_TRANSITIVE(false, true, true),
    /** The new and the latest version read each other. */
    FULL(true, true, false),
    /** The new version and every other read each other. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean isBackward;
    private final boolean isForward;
    private final boolean isTransitive;

    Compatibility(final boolean isBackward, final boolean isForward, final boolean isTransitive) {
        this.isBackward = isBackward;
        this.isForward = isForward;
        this.isTransitive = isTransitive;
    }

    boolean isBackward() {
        return isBackward;
    }

    boolean isForward() {
        return isForward;
    }

    boolean isTransitive() {
        return isTransitive;
    }
}
