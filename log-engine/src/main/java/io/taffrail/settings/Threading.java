/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** Who runs the engine's background duties. */
public enum Threading implements Choice {
    /** Threads that the engine starts, and stops when it is closed. */
    THREADS("THREADS"),

    /** The application: it calls the engine's invoker, often, from one thread of its own. */
    INVOKER("INVOKER");

    private final String text;

    Threading(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
