/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A fence trips the tail under claims: the word it gets covers all that succeeded, and none succeeds afterwards. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the word covers the claims")
@Outcome(expect = FORBIDDEN, desc = "a claim is not covered, or succeeded after the trip was seen")
@State
public class TripStressTest {
    private static final int BYTES = 64;
    private static final int CLAIMS = 8;

    private final ActiveTail tail = StressMemory.spare();
    private long tripped;
    private int succeeded;
    private int late;
    private volatile boolean isTripped;

    public TripStressTest() {
        tail.begin(1, 0, StressMemory.FIRST);
    }

    @Actor
    public void publisher() {
        for (int i = 0; i < CLAIMS; i++) {
            final boolean isLate = isTripped;
            final int claimed = claim();
            succeeded += claimed;
            late += isLate ? claimed : 0;
        }
    }

    @Actor
    public void fence() {
        tripped = tail.trip();
        isTripped = true;
    }

    @Arbiter
    public void end(final II_Result result) {
        final int covered = (ActiveTail.position(tripped) - StressMemory.FIRST) / BYTES;
        result.r1 = Math.max(Math.abs(succeeded - covered), Math.abs(covered - (int) tail.offset(tripped)));
        result.r2 = late;
    }

    private int claim() {
        if (tail.isOpenAt(ActiveTail.position(tail.word()))) {
            return tail.fits(ActiveTail.position(tail.getAndAdd(1, BYTES)), BYTES) ? 1 : 0;
        }
        return 0;
    }
}
