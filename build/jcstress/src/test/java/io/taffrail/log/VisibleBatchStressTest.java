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
import org.openjdk.jcstress.infra.results.II_Result;

/** A publisher and a reader: the reader sees all of a batch, checksum included, or nothing of it. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not yet")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "all of it")
@Outcome(expect = FORBIDDEN, desc = "a part of it")
@State
public class VisibleBatchStressTest {
    private static final int LOOKS = 300;

    private final StressLog test = new StressLog(StressMemory.FIRST, 0);
    private final Appender appender = test.log.appender();

    @Actor
    public void publisher(final II_Result result) {
        result.r1 = StressLog.append(appender);
    }

    @Actor
    public void reader(final II_Result result) {
        for (int look = 0; look < LOOKS && result.r2 == 0; look++) {
            result.r2 = StressLog.visible(test.first.segment, StressMemory.FIRST);
        }
    }
}
