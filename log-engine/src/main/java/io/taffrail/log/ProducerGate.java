/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets one claim of a producer be open in a partition at a time, and knows what sequence comes next. Whoever appends for
 * the producer enters, judges the sequence, claims, fills, notes the batch, commits, and leaves.
 *
 * <pre>
 *   busy          0 -> 1  enter, compare-and-set          1 -> 0  leave, release
 *   lowestEpoch   grows   a fence, before it looks whether anybody is inside; whoever enters looks at it afterwards
 * </pre>
 *
 * So a fence either sees who is inside and waits, or is seen. The first appender of a producer is the gate's
 * {@linkplain GateOwner owner} and enters in a shorter way of its own; everybody else is a visitor to it.
 *
 * <p>The entry runs ahead of the cursor's: it knows what was committed behind a claim that is open. It holds for one history
 * of the log ({@link ProducerGates#history()}).
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
    private volatile GateOwner owner;
    private volatile int busy;
    private volatile int lowestEpoch;

    /** Be inside like everybody. */
    boolean tryEnter(final PartitionLog log) {
        if (!BUSY.compareAndSet(this, 0, 1)) {
            return false;
        }
        if (isOwnerAway(log)) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        BUSY.setRelease(this, 0);
    }

    /** Whose gate it is, null for nobody's. */
    GateOwner owner() {
        return owner;
    }

    void owner(final GateOwner appender) {
        owner = appender;
    }

    int lowestEpoch() {
        return lowestEpoch;
    }

    /** Refuse epochs below this one; one thread at a time. */
    void raise(final int epoch) {
        lowestEpoch = Math.max(lowestEpoch, epoch);
    }

    /** Whether nobody is inside: nobody then is who was let in before a fence. */
    boolean isFree(final PartitionLog log) {
        return isOwnerAway(log) && busy == 0;
    }

    private boolean isOwnerAway(final PartitionLog log) {
        final GateOwner present = owner;
        return present == null || present.isAway(log);
    }
}
