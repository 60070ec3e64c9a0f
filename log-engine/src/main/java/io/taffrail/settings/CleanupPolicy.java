/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** How a topic gets rid of old records. */
public enum CleanupPolicy implements Choice {
    /** Whole segments are deleted once {@code retention.ms} or {@code retention.bytes} says so. */
    DELETE("delete"),
    /** The newest record of each key is kept, and nothing is deleted for its age or size. */
    COMPACT("compact"),
    /** Both: the newest record of each key, until it is too old. */
    COMPACT_AND_DELETE("compact,delete");

    private final String text;

    CleanupPolicy(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
