/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A commit and a fence's revocation of the same claim: exactly one succeeds, and the length is the winner's. */
@JCStressTest
@Outcome(id = "1, 0, 128", expect = ACCEPTABLE, desc = "committed")
@Outcome(id = "0, 1, " + LogFormat.DEAD_CLAIM, expect = ACCEPTABLE, desc = "revoked")
@Outcome(expect = FORBIDDEN, desc = "both, none, or another length")
@State
public class CommitOrRevokeStressTest {
    private static final int POSITION = StressMemory.FIRST;

    private final NativeBuffer buffer = StressMemory.spare().buffer;

    public CommitOrRevokeStressTest() {
        BatchHeader.claimRelease(buffer, POSITION, StressLog.BATCH);
    }

    @Actor
    public void publisher(final III_Result result) {
        result.r1 = BatchHeader.commit(buffer, POSITION, StressLog.BATCH) ? 1 : 0;
    }

    @Actor
    public void fence(final III_Result result) {
        result.r2 = BatchHeader.revoke(buffer, POSITION, -StressLog.BATCH) ? 1 : 0;
    }

    @Arbiter
    public void end(final III_Result result) {
        result.r3 = BatchHeader.lengthVolatile(buffer, POSITION);
    }
}
