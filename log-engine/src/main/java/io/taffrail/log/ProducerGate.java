/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets one claim of a producer be open in a partition at a time, and knows what sequence comes next. Whoever appends for
 * the producer enters, judges the sequence, claims, fills, commits, notes the batch, and leaves.
 *
 * <pre>
 *   busy          0 -> 1  enter, compare-and-set          1 -> 0  leave, release
 *   lowestEpoch   grows   a fence, before it looks at busy; whoever enters looks at it afterwards
 * </pre>
 *
 * So a fence either sees who is inside and waits, or is seen. The entry runs ahead of the cursor's: it knows what was
 * committed behind a claim that is open. It holds for one history of the log ({@link ProducerGates#history()}).
 *
 * <p>Threading: entry and history belong to whoever is inside; handles to the map of gates.
 */
final class ProducerGate {
    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(ProducerGate.class, "busy", int.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    final ProducerEntry entry = new ProducerEntry();
    int history;
    int handles;
    private volatile int busy;
    private volatile int lowestEpoch;

    boolean tryEnter() {
        return BUSY.compareAndSet(this, 0, 1);
    }

    void leave() {
        BUSY.setRelease(this, 0);
    }

    int lowestEpoch() {
        return lowestEpoch;
    }

    /** Refuse epochs below this one; one thread at a time. */
    void raise(final int epoch) {
        lowestEpoch = Math.max(lowestEpoch, epoch);
    }

    /** Whether nobody is inside: nobody then is who was let in before a fence. */
    boolean isFree() {
        return busy == 0;
    }
}
