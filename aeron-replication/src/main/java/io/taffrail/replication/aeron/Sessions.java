/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Session ids of publications: 23 random bits that tell a process, and 8 that count the publications of a stream. Never
 * negative: up to Aeron 1.53 the media driver in C takes streams to one endpoint for the same stream when they share a
 * negative session, and most get nothing.
 */
final class Sessions {
    private static final int GENERATION_MASK = 0xFF;

    private Sessions() {}

    /** The first one of a process. */
    static int first() {
        return ThreadLocalRandom.current().nextInt() & Integer.MAX_VALUE & ~GENERATION_MASK;
    }

    static int next(final int sessionId) {
        return sessionId & ~GENERATION_MASK | sessionId + 1 & GENERATION_MASK;
    }

    static boolean areOfOneProcess(final int sessionId, final int other) {
        return ((sessionId ^ other) & ~GENERATION_MASK) == 0;
    }
}
