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
import org.openjdk.jcstress.infra.results.I_Result;

/** A producer is fenced while its appender, which owns the gate, publishes: behind a fence that found nobody inside, no batch follows. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "the batch is before the fence, or refused")
@Outcome(expect = FORBIDDEN, desc = "a batch of the old epoch was committed behind the fence")
@State
public class OwnerBesideFenceStressTest {
    private final StressLog stress = new StressLog(StressMemory.FIRST, 0);
    private final ProducerAppender owner = stress.ownerOfItsGate();
    private long published;
    private long fencedAt = Long.MAX_VALUE;

    @Actor
    public void owner() {
        published = stress.append(owner, StressLog.OWNED);
    }

    @Actor
    public void fence() {
        if (stress.log.producers().tryFence(stress.log, StressLog.PRODUCER, 1)) {
            fencedAt = stress.committed();
        }
    }

    @Arbiter
    public void end(final I_Result result) {
        result.r1 = published >= fencedAt ? 1 : 0;
    }
}
