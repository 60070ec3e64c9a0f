/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;

/** Runs one kind of workload. */
interface Rig {
    /**
     * Run it.
     *
     * @param workload what is to be run.
     * @param provider of the target.
     * @return what was found.
     * @throws IOException if files cannot be made, or the machine's accounts cannot be read.
     */
    Measured run(Workload workload, TargetProvider provider) throws IOException;

    /** The rig for a workload. */
    static Rig of(final Workload workload) {
        return switch (workload.kind()) {
            case LATENCY -> new LatencyRig();
            case BURST -> new BurstRig();
            case SUSTAINED -> new SustainedRig();
            case FAILOVER -> new FailoverRig();
            case FOLLOWER_STOP -> new FollowerStopRig();
        };
    }
}
