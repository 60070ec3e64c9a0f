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
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A publisher rolls while a fence ends the term: the log stays fenced, and the roll is whole or taken back. */
@JCStressTest
@Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "rolled and committed before the fence")
@Outcome(id = "-3, 0, 1, 1", expect = ACCEPTABLE, desc = "rolled, the claim was fenced")
@Outcome(id = "-4, 0, 1, 1", expect = ACCEPTABLE, desc = "rolled, fenced before the claim")
@Outcome(id = "-4, 0, 0, 1", expect = ACCEPTABLE, desc = "fenced before the roll")
@Outcome(expect = FORBIDDEN, desc = "a roll undid the fence, or half a roll is left")
@State
public class RollBesideFenceStressTest {
    private static final int POSITION = StressMemory.LENGTH - StressLog.BATCH / 2;

    private final StressLog test = new StressLog(POSITION, 2);
    private final Appender appender = test.log.appender();

    @Actor
    public void publisher(final IIII_Result result) {
        result.r1 = StressLog.append(appender);
    }

    @Actor
    public void fence(final IIII_Result result) {
        result.r2 = (int) test.log.fence();
    }

    @Arbiter
    public void end(final IIII_Result result) {
        result.r3 = (int) test.log.rolls();
        final Segment next = test.first.segment.next();
        final boolean isRight = test.log.current().state == TailState.FENCED
                && test.first.segment.isEnded() == (result.r3 == 1)
                && (next != null) == (result.r3 == 1)
                && (next == null || StressLog.visible(next, StressMemory.FIRST) == (result.r1 == 0 ? 1 : 0))
                && test.log.roller().spares().count() == 2 - result.r3;
        result.r4 = isRight ? 1 : 0;
    }
}
