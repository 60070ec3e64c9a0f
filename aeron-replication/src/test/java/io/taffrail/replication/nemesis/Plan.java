/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.replication.replica.Acks;
import io.taffrail.settings.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a run does. Everything but what the machine decides follows from it.
 *
 * @param nodes       of the cluster, 3 or more.
 * @param seed        of the run.
 * @param cycles      faults.
 * @param faults      kinds, each as often as the others.
 * @param arrangement of the network.
 * @param classes     directories in front of the nodes' class path: where the code is broken on purpose.
 */
record Plan(int nodes, long seed, int cycles, Set<Fault> faults, Arrangement arrangement, List<Path> classes) {
    /** What this run's publishers wait for, and what the topic is set to. */
    Life.Promise promise() {
        final SplittableRandom random = new SplittableRandom(~seed);
        return new Life.Promise(
                random.nextInt(3) > 0 ? Acks.QUORUM : Acks.ALL,
                1 + random.nextInt(nodes / 2 + 1),
                Durability.values()[Math.max(0, random.nextInt(-2, 3))],
                64 << 10 << random.nextInt(5));
    }
}
