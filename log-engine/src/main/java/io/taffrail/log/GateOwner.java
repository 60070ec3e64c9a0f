/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The appender that a producer has in a partition, as a rule the only one: it is inside the producer's {@link ProducerGate} without
 * a compare-and-set.
 *
 * <pre>
 *   inside   0 -> 1  the owner enters, opaque          1 -> 0  it leaves, release
 *   visits   grows   somebody enters like everybody, or fences
 * </pre>
 *
 * The owner says that it is inside, claims, and then looks whether there was a visit since it was last inside like everybody; if
 * so, it gives the claim up and enters like everybody. A visitor counts its visit, reads the log's tail, and only then looks for
 * the owner. A claim is an addition to that tail, so one of them sees the other: a claim from before the visitor's reading
 * has its owner seen, and a later one sees the visit. A tail that a roll replaced meanwhile does not matter: claims on the
 * older one are before its end, which is before its successor was there to be read. A fence publishes its own tail before it ends
 * the older one; who visits between the two may miss an owner whose claim is still let in, and can do nothing by it: nobody claims
 * until another history has begun, and that takes no judgement of this one over.
 *
 * <p>Threading: {@link #isAway} any thread, the others the owner's.
 */
abstract class GateOwner {
    private static final VarHandle INSIDE;
    private static final VarHandle VISITS;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            INSIDE = lookup.findVarHandle(GateOwner.class, "inside", int.class);
            VISITS = lookup.findVarHandle(GateOwner.class, "visits", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private volatile int inside;
    private volatile long visits;

    /** Be inside unless there was a visit since; whether that holds for a claim, {@link #isUnvisited} says after it. */
    final boolean tryEnterAlone(final long seen) {
        INSIDE.setOpaque(this, 1);
        if ((long) VISITS.getOpaque(this) == seen) {
            return true;
        }
        leaveAlone();
        return false;
    }

    final void leaveAlone() {
        INSIDE.setRelease(this, 0);
    }

    final boolean isUnvisited(final long seen) {
        return visits == seen;
    }

    final long visits() {
        return visits;
    }

    /** Visit: whether the owner is outside, and will see the visit before it is inside again with a claim. */
    final boolean isAway(final PartitionLog log) {
        VISITS.getAndAdd(this, 1L);
        log.current().word();
        return inside == 0;
    }
}
