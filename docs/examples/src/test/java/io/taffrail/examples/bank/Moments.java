/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

/**
 * The moments at which a process may die: before and behind each batch that becomes visible in any log, the engine's own ones
 * included. {@link CrashingBank} has the engine call this.
 *
 * <p>Threading: one thread.
 */
public final class Moments {
    private static Runnable listener = () -> {};

    private Moments() {}

    /** From now on, this is told of each moment. */
    static void tell(final Runnable newListener) {
        listener = newListener;
    }

    /** Now. */
    public static void pass() {
        listener.run();
    }
}
