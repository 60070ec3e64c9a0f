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

/** Room for no batch and two publishers: one claim seals, both try to roll, one does, and both go on behind it. */
@JCStressTest
@Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "the first before the second")
@Outcome(id = "1, 0, 1, 1", expect = ACCEPTABLE, desc = "the second before the first")
@Outcome(
        expect = FORBIDDEN,
        desc = "no roll, two of them, a batch at another place, or an end that is not the claims' end")
@State
public class CrossingStressTest {
    private static final int POSITION = StressMemory.LENGTH - StressLog.BATCH / 2;

    private final StressLog test = new StressLog(POSITION, 2);
    private final Appender first = test.log.appender();
    private final Appender second = test.log.appender();

    @Actor
    public void first(final IIII_Result result) {
        result.r1 = StressLog.append(first);
    }

    @Actor
    public void second(final IIII_Result result) {
        result.r2 = StressLog.append(second);
    }

    @Arbiter
    public void end(final IIII_Result result) {
        final Segment ended = test.first.segment;
        final ActiveTail next = test.log.current();
        result.r3 = (int) test.log.rolls();
        final boolean isRight = ended.endPosition() == POSITION
                && ended.endOffset() == 0
                && ended.next() == next.segment
                && next.segment.identity().previousEnd == POSITION
                && next.offset(next.word()) == 2
                && ActiveTail.position(next.word()) == StressMemory.FIRST + 2 * StressLog.BATCH
                && StressLog.visible(next.segment, StressMemory.FIRST) == 1
                && StressLog.visible(next.segment, StressMemory.FIRST + StressLog.BATCH) == 1
                && BatchHeader.isFiller(BatchHeader.attributes(ended.buffer(), POSITION))
                && test.log.roller().spares().count() == 1;
        result.r4 = isRight ? 1 : 0;
    }
}
