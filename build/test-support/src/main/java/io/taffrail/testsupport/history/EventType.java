/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** What an event says of its operation; all but {@link #INVOKE} are outcomes too. */
public enum EventType {
    /** It is about to begin. */
    INVOKE("invoke"),
    /** It has happened. */
    OK("ok"),
    /** It has not happened and never will. */
    FAIL("fail"),
    /** It may have happened, or may still happen. The outcome of whatever has no completion. */
    INFO("info");

    private final String label;

    EventType(final String label) {
        this.label = label;
    }

    /**
     * The word in the text form.
     *
     * @return one lower-case word.
     */
    public String label() {
        return label;
    }

    static EventType of(final String label) {
        for (final EventType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown type of event: " + label);
    }
}
