/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.nodes.LeaderHere;
import io.taffrail.bench.nodes.NodeProcess;
import io.taffrail.bench.nodes.Waiting;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A leader under load: in turn all followers are up, and one stands still (SIGSTOP). Service time of the publish and the time
 * until a majority has the record, kept apart; then how fast the follower gets what it missed.
 */
final class FollowerStopRig implements Rig {
    private static final long MIN_RETENTION = 256 << 20;
    /** Of what is published while a follower stands still. */
    private static final int RETAINED = 4;

    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Path directory = Scratch.create(Path.of(workload.directory()));
        try (LeaderHere cluster = new LeaderHere(directory, topic(workload))) {
            return run(workload, cluster);
        } finally {
            Scratch.delete(directory);
        }
    }

    /** Keeps what a follower may miss, and no more: where memory is taken fresh all the time, that is what is measured. */
    private static Map<String, String> topic(final Workload workload) {
        final long missed = (long) workload.rate() * workload.valueBytes() * workload.seconds();
        return Map.of(
                "retention.ms", "-1", "retention.bytes", Long.toString(Math.max(MIN_RETENTION, RETAINED * missed)));
    }

    private static Measured run(final Workload workload, final LeaderHere cluster) throws IOException {
        final Measured measured = new Measured();
        measured.settings(cluster.settings());
        final long periodNs = TimeUnit.SECONDS.toNanos(workload.seconds());
        final NodeProcess follower = cluster.followers().get(0);
        final double[] missed = new double[workload.bursts()];
        final double[] rates = new double[workload.bursts()];
        final PhasedPublisher publisher = new PhasedPublisher(cluster.node(), cluster.partition(), workload);
        try {
            Parking.forNs(TimeUnit.SECONDS.toNanos(workload.warmUp()));
            final CpuUse before = CpuUse.look();
            for (int round = 0; round < rates.length; round++) {
                publisher.phase(PhasedPublisher.ALL_UP);
                Parking.forNs(periodNs);
                publisher.phase(PhasedPublisher.STOPPED);
                final long heldBytes = cluster.endBytes();
                follower.freeze();
                Parking.forNs(periodNs);
                publisher.phase(PhasedPublisher.NONE);
                missed[round] = cluster.endBytes() - heldBytes;
                final long startNs = System.nanoTime();
                catchUp(cluster, follower);
                rates[round] = missed[round] * 1e9 / (System.nanoTime() - startNs);
            }
            measured.share(CpuUse.look().since(before));
        } finally {
            publisher.close();
        }
        measured.fail(publisher.problem());
        publisher.keep(measured);
        measured.figure(Figures.MISSED, median(missed));
        measured.figure(Figures.CATCH_UP, median(rates));
        return measured;
    }

    private static void catchUp(final LeaderHere cluster, final NodeProcess follower) throws IOException {
        final long end = cluster.endOffset();
        follower.thaw();
        Waiting.until("the follower has all", () -> follower.status().highWatermark() >= end);
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
