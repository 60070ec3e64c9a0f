/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * As fast as it goes for a time. Publishers wait while the slowest reader is far behind, so that no target can win by
 * forgetting its readers. Beside it what the file system gives: zeroing and touching, with as much kept as the target
 * kept.
 */
final class SustainedRig implements Rig {
    private static final long MAX_BEHIND_BYTES = 256L << 20;
    private static final int VALUES_PER_LOOK = 1_000;
    private static final int SPREAD = 16; // longs between two publishers' counts

    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Measured measured = new Measured();
        final Path directory = Path.of(workload.directory());
        Road.measure(directory, Road.WARM_UP_BYTES, workload.warmUp());
        try (Session session = Session.open(provider, workload, 0, reader -> (buffer, index, length) -> {})) {
            measured.settings(session.target().settings());
            final DiskUse use = new DiskUse(session.directory());
            final AtomicLongArray sent = new AtomicLongArray(workload.publishers() * SPREAD);
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(workload.warmUp() + workload.seconds());
            final Publishing publishing = new Publishing(workload.publishers(), publisher -> {
                final Sender sender = session.sender(publisher);
                return () -> send(workload, sender, session, sent, publisher, endNs);
            });
            publishing.begin();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(workload.warmUp()));
            use.start();
            final CpuUse before = CpuUse.look();
            final long firstNs = System.nanoTime();
            final long first = sum(sent);
            publishing.await();
            final double rate = (sum(sent) - first) * 1e9 / (System.nanoTime() - firstNs);
            measured.share(CpuUse.look().since(before));
            use.stop();
            measured.fail(publishing.problem());
            if (publishing.problem() == null) {
                session.awaitReaders(sum(sent));
            }
            session.readers().forEach(reading -> measured.fail(reading.problem()));
            measured.figure(Figures.RATE, rate);
            measured.figure(Figures.BYTES, rate * workload.valueBytes());
            measured.figure(Figures.SENT, sum(sent));
            measured.figure(Figures.RECEIVED, session.received(sum(sent)));
            measured.figure(Figures.DISK, use.meanBytes());
        }
        if (measured.figures().get(Figures.DISK) >= Road.CHUNK) {
            measured.figure(
                    Figures.ROAD,
                    Road.measure(directory, measured.figures().get(Figures.DISK).longValue(), workload.seconds() / 2));
        }
        return measured;
    }

    private static void send(
            final Workload workload,
            final Sender sender,
            final Session session,
            final AtomicLongArray sent,
            final int publisher,
            final long endNs) {
        final int length = workload.valueBytes();
        final long ahead = MAX_BEHIND_BYTES / length;
        final UnsafeBuffer value = new UnsafeBuffer(new byte[length]);
        final ReaderLook waiting = workload.look().ofPublishers();
        long number = 0;
        while (System.nanoTime() < endNs) {
            if (sum(sent) - session.received(sum(sent)) > ahead) {
                waiting.onEmpty();
                Thread.onSpinWait();
                continue;
            }
            for (int i = 0; i < VALUES_PER_LOOK; i++) {
                Payload.write(value, 0, number, publisher);
                while (!sender.send(value, length)) {
                    waiting.onEmpty();
                    Thread.onSpinWait();
                }
                number++;
            }
            sent.set(publisher * SPREAD, number);
        }
        sender.flush();
    }

    private static long sum(final AtomicLongArray sent) {
        long sum = 0;
        for (int i = 0; i < sent.length(); i += SPREAD) {
            sum += sent.get(i);
        }
        return sum;
    }
}
