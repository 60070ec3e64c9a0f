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

/**
 * A claim is open while another one is made and committed behind it, and a whole fence runs: the answers to both, the
 * end of the log, and how many batches can be seen up to there. What was committed behind a claim that the fence then
 * revoked was answered with its offset, and is dropped.
 */
@JCStressTest
@Outcome(id = "0, 1, 2, 2", expect = ACCEPTABLE, desc = "both committed")
@Outcome(id = "0, -4, 1, 1", expect = ACCEPTABLE, desc = "the first committed, the second refused")
@Outcome(id = "-3, 1, 0, 0", expect = ACCEPTABLE, desc = "the first fenced, the second dropped")
@Outcome(id = "-3, -3, 0, 0", expect = ACCEPTABLE, desc = "both fenced")
@Outcome(id = "-3, -4, 0, 0", expect = ACCEPTABLE, desc = "the first fenced, the second refused")
@Outcome(id = "-4, -4, 0, 0", expect = ACCEPTABLE, desc = "both refused")
@Outcome(expect = FORBIDDEN, desc = "an answer that the log does not keep, or bytes of a fenced claim to be seen")
@State
public class LateCommitStressTest {
    private final StressLog test = new StressLog(StressMemory.FIRST, 0);
    private final Appender first = test.log.appender();
    private final Appender second = test.log.appender();

    @Actor
    public void publishers(final IIII_Result result) {
        result.r1 = StressLog.tryClaim(first);
        result.r2 = StressLog.append(second);
        if (result.r1 >= 0) {
            result.r1 = (int) first.commit();
        }
    }

    @Actor
    public void fence(final IIII_Result result) {
        result.r3 = (int) test.log.fence();
    }

    @Arbiter
    public void end(final IIII_Result result) {
        int position = StressMemory.FIRST;
        while (StressLog.visible(test.first.segment, position) == 1) {
            result.r4++;
            position += StressLog.BATCH;
        }
    }
}
