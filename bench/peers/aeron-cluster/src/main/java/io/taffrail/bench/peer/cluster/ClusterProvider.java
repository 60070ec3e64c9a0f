/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.taffrail.bench.nodes.KillableCluster;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.util.Optional;

/** {@code aeron-cluster}. */
public final class ClusterProvider implements TargetProvider {
    /** For the service loader. */
    public ClusterProvider() {
        // nothing to set
    }

    @Override
    public String name() {
        return "aeron-cluster";
    }

    @Override
    public String description() {
        return "Aeron Cluster, three members in JVMs of their own over loopback UDP, values echoed to readers; no checksum";
    }

    @Override
    public int warmUpSeconds() {
        return 10;
    }

    @Override
    public Optional<KillableCluster.Starter> cluster() {
        return Optional.of(ClusterProcesses::new);
    }

    @Override
    public Target open(final TargetPlan plan) throws IOException {
        return new ClusterTarget(plan);
    }
}
