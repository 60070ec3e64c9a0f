/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** Where a recorder puts events. Called by one thread at a time. */
@FunctionalInterface
public interface EventSink {
    /**
     * Keeps an event; what it says is safe from the death of this process when this returns, if the sink is a file.
     *
     * @param event no earlier than the one before.
     */
    void accept(Event event);
}
