/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two publishers claim: offsets and positions follow each other, in one order or the other. */
@JCStressTest
@Outcome(id = "0, 0, 1, 128", expect = ACCEPTABLE, desc = "the first before the second")
@Outcome(id = "1, 192, 0, 0", expect = ACCEPTABLE, desc = "the second before the first")
@Outcome(expect = FORBIDDEN, desc = "the same place or offset twice, or a gap")
@State
public class ClaimsStressTest {
    private static final int VALUE_AT = 64 + 24;

    private final StressLog test = new StressLog(StressMemory.FIRST, 0);
    private final Appender first = test.log.appender();
    private final Appender second = test.log.appender();

    @Actor
    public void first(final IIII_Result result) {
        result.r1 = (int) first.tryClaim(40);
        result.r2 = first.valueIndex() - VALUE_AT - StressMemory.FIRST;
    }

    @Actor
    public void second(final IIII_Result result) {
        result.r3 = (int) second.tryClaim(100);
        result.r4 = second.valueIndex() - VALUE_AT - StressMemory.FIRST;
    }
}
