/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Targets;
import io.taffrail.bench.targets.TargetProvider;
import java.util.ArrayList;
import java.util.List;

/** Which targets can do a workload. */
final class Suitable {
    private Suitable() {}

    static List<Workload> among(final Workload workload, final List<String> names, final Targets targets) {
        final List<Workload> suitable = new ArrayList<>();
        for (final String name : names) {
            final TargetProvider provider = targets.get(name).provider();
            final String why = refusal(workload, provider);
            if (why == null) {
                suitable.add(workload.of(name, warmUp(workload, provider)));
            } else {
                System.out.println("  " + name + " is left out: " + why);
            }
        }
        return suitable;
    }

    private static int warmUp(final Workload workload, final TargetProvider provider) {
        return workload.kind() == Kind.BURST
                ? workload.warmUp()
                : Math.max(workload.warmUp(), provider.warmUpSeconds());
    }

    private static String refusal(final Workload workload, final TargetProvider provider) {
        if (workload.readers() > 0 && !provider.hasReaders() && workload.kind() != Kind.LATENCY) {
            return "it carries nothing to a reader";
        }
        if (workload.readers() == 0 && provider.needsReader()) {
            return "it takes values only while somebody reads";
        }
        if (workload.kind() == Kind.SUSTAINED && !provider.isEndless()) {
            return "it has an end, and a sustained run has none";
        }
        return null;
    }
}
