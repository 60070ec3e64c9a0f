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

/** A claim by addition and one by compare-and-set, as large batches are claimed. */
@JCStressTest
@Outcome(id = "0, 0, 1, 64", expect = ACCEPTABLE, desc = "the small one before the large one")
@Outcome(id = "3, 256, 0, 0", expect = ACCEPTABLE, desc = "the large one before the small one")
@Outcome(expect = FORBIDDEN, desc = "the same place or offset twice, or a gap")
@State
public class LargeClaimStressTest {
    private final ActiveTail tail = StressMemory.spare();

    public LargeClaimStressTest() {
        tail.begin(1, 0, StressMemory.FIRST);
    }

    @Actor
    public void small(final IIII_Result result) {
        final long word = tail.getAndAdd(1, 64);
        result.r1 = (int) tail.offset(word);
        result.r2 = ActiveTail.position(word) - StressMemory.FIRST;
    }

    @Actor
    public void large(final IIII_Result result) {
        long word = tail.word();
        while (!tail.compareAndSet(word, 3, 256)) {
            word = tail.word();
        }
        result.r3 = (int) tail.offset(word);
        result.r4 = ActiveTail.position(word) - StressMemory.FIRST;
    }
}
