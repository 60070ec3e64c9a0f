/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import java.util.concurrent.ThreadLocalRandom;

/** Session ids of publications: 24 random bits that tell a process, and 8 that count the publications of a stream. */
final class Sessions {
    private static final int GENERATION_MASK = 0xFF;

    private Sessions() {}

    /** The first one of a process. */
    static int first() {
        return ThreadLocalRandom.current().nextInt() & ~GENERATION_MASK;
    }

    static int next(final int sessionId) {
        return sessionId & ~GENERATION_MASK | sessionId + 1 & GENERATION_MASK;
    }

    static boolean areOfOneProcess(final int sessionId, final int other) {
        return ((sessionId ^ other) & ~GENERATION_MASK) == 0;
    }
}
