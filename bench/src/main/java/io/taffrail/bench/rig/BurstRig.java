/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Bursts into prepared room, each into a target opened anew, timed until the last reader has the last value. */
final class BurstRig implements Rig {
    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Measured measured = new Measured();
        final long share = Math.max(1, workload.burstBytes() / workload.valueBytes() / workload.publishers());
        final double[] rates = new double[workload.bursts()];
        CpuUse before = CpuUse.look();
        for (int round = -workload.warmUp();
                round < rates.length && measured.failures().isEmpty();
                round++) {
            if (round == 0) {
                before = CpuUse.look();
            }
            final double rate = burst(workload, provider, share, measured);
            if (round >= 0) {
                rates[round] = rate;
            }
        }
        measured.share(CpuUse.look().since(before));
        Arrays.sort(rates);
        final double median = (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
        measured.figure(Figures.RATE, median);
        measured.figure(Figures.RATE_MIN, rates[0]);
        measured.figure(Figures.RATE_MAX, rates[rates.length - 1]);
        measured.figure(Figures.BYTES, median * workload.valueBytes());
        measured.figure(Figures.SENT, share * workload.publishers());
        return measured;
    }

    /** Values a second. */
    private static double burst(
            final Workload workload, final TargetProvider provider, final long share, final Measured measured)
            throws IOException {
        final long values = share * workload.publishers();
        try (Session session = Session.open(provider, workload, values, reader -> (buffer, index, length) -> {})) {
            measured.settings(session.target().settings());
            final Publishing publishing = new Publishing(workload.publishers(), publisher -> {
                final Sender sender = session.sender(publisher);
                return () -> send(sender, workload.valueBytes(), publisher, share);
            });
            final long start = System.nanoTime();
            publishing.begin();
            publishing.await();
            measured.fail(publishing.problem());
            if (publishing.problem() == null) {
                session.awaitReaders(values);
            }
            final long elapsed = System.nanoTime() - start;
            session.readers().forEach(reading -> measured.fail(reading.problem()));
            measured.figure(Figures.RECEIVED, session.received(values));
            return values * 1e9 / elapsed;
        }
    }

    private static void send(final Sender sender, final int valueBytes, final int publisher, final long values) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[valueBytes]);
        for (long i = 0; i < values; i++) {
            Payload.write(value, 0, i, publisher);
            while (!sender.send(value, valueBytes)) {
                Thread.onSpinWait();
            }
        }
        sender.flush();
    }
}
