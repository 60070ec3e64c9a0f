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

/** A claim crossed the end, and two threads complete the roll at the same moment: one does, with one of the spares. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one roll")
@Outcome(expect = FORBIDDEN, desc = "no roll, two of them, or a spare lost or used twice")
@State
public class TwoRollersStressTest {
    private static final int POSITION = StressMemory.LENGTH - StressLog.BATCH / 2;

    private final StressLog test = new StressLog(POSITION, 2);

    public TwoRollersStressTest() {
        test.first.sealRelease(test.first.getAndAdd(1, StressLog.BATCH));
    }

    @Actor
    public void publisher() {
        test.log.roller().tryRoll(test.first);
    }

    @Actor
    public void frontier() {
        test.log.roller().tryRoll(test.first);
    }

    @Arbiter
    public void end(final II_Result result) {
        final Segment ended = test.first.segment;
        final ActiveTail next = test.log.current();
        test.log.roller().spares().refill(); // as whoever rolls next does
        final ActiveTail left = test.log.roller().spares().peek();
        result.r1 = (int) test.log.rolls();
        final boolean isRight = ended.endPosition() == POSITION
                && ended.endOffset() == 0
                && ended.next() == next.segment
                && next.offset(next.word()) == 0
                && left != null
                && left != next
                && test.log.roller().spares().count() == 1;
        result.r2 = isRight ? 1 : 0;
    }
}
