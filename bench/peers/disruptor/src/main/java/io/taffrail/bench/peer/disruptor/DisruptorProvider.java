/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.disruptor;

import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;

/** {@code disruptor}. */
public final class DisruptorProvider implements TargetProvider {
    /** For the service loader. */
    public DisruptorProvider() {
        // nothing to set
    }

    @Override
    public String name() {
        return "disruptor";
    }

    @Override
    public String description() {
        return "LMAX Disruptor, a ring of preallocated buffers on the heap; keeps nothing, checks nothing";
    }

    @Override
    public Target open(final TargetPlan plan) {
        return new DisruptorTarget(plan);
    }
}
