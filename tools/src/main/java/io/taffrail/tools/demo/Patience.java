/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import org.agrona.concurrent.IdleStrategy;

/** Idles while there is nothing to do, and knows for how long there has been nothing. Owned by one thread. */
final class Patience {
    private final IdleStrategy idleStrategy = Flow.newIdleStrategy();
    private long idleSinceNs;
    private boolean isIdle;

    void onWork() {
        isIdle = false;
        idleStrategy.reset();
    }

    /** One step of idling. */
    void onNothing() {
        if (!isIdle) {
            isIdle = true;
            idleSinceNs = System.nanoTime();
        }
        idleStrategy.idle();
    }

    /** True when there has been nothing to do for {@link Flow#PATIENCE_NS}. */
    boolean isOver() {
        return isIdle && System.nanoTime() - idleSinceNs > Flow.PATIENCE_NS;
    }
}
