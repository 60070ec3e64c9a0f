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

/** Two appenders of a producer, of which one owns the gate, publish the same batch: it is in the log once, and both are told where. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one batch, one answer")
@Outcome(expect = FORBIDDEN, desc = "the batch is there twice, or not, or somebody was refused")
@State
public class OwnerBesideVisitorStressTest {
    private final StressLog stress = new StressLog(StressMemory.FIRST, 0);
    private final ProducerAppender owner = stress.ownerOfItsGate();
    private final ProducerAppender visitor = stress.log.producer(StressLog.PRODUCER, (short) 0);
    private long ownerAnswer;
    private long visitorAnswer;

    @Actor
    public void owner() {
        ownerAnswer = stress.append(owner, StressLog.OWNED);
    }

    @Actor
    public void visitor() {
        visitorAnswer = stress.append(visitor, StressLog.OWNED);
    }

    @Arbiter
    public void end(final II_Result result) {
        result.r1 = (int) (ownerAnswer - visitorAnswer);
        result.r2 = stress.batchesOf(StressLog.OWNED);
    }
}
