/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** Which clock stamps records. */
public enum ClockMode implements Choice {
    /** A clock that is read once per tick (at most 1 ms) in the background: cheap, timestamps repeat within a tick. */
    CACHED("CACHED"),

    /** The system's clock, read at every publish: tens of nanoseconds more per record. */
    PRECISE("PRECISE");

    private final String text;

    ClockMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
