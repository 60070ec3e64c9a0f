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
import io.taffrail.bench.targets.ValueHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Values at a fixed rate, whatever the target does. Every latency counts from the time at which the value was to be sent:
 * a value that waits behind a slow one is slow itself. Beside it the time that the call of send took.
 */
final class LatencyRig implements Rig {
    private static final double RATE_REACHED = 0.99;
    private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        final Measured measured = new Measured();
        final long share = (long) workload.rate() * (workload.warmUp() + workload.seconds()) / workload.publishers();
        final long values = share * workload.publishers();
        final Clock clock = new Clock();
        final List<SecondHistograms> endToEnd = new ArrayList<>();
        for (int i = 0; provider.hasReaders() && i < workload.readers(); i++) {
            endToEnd.add(new SecondHistograms(workload.seconds()));
        }
        try (Session session = Session.open(provider, workload, values, i -> receiving(endToEnd.get(i), clock))) {
            measured.settings(session.target().settings());
            final List<Pace> paces = new ArrayList<>();
            final Publishing publishing = new Publishing(workload.publishers(), publisher -> {
                final Pace pace = new Pace(workload, publisher, share, session.sender(publisher), clock);
                paces.add(pace);
                return pace;
            });
            clock.start(System.nanoTime() + LEAD_NS, workload.warmUp());
            publishing.begin();
            LockSupport.parkNanos(clock.measuredFromNs() - System.nanoTime());
            final CpuUse before = CpuUse.look();
            publishing.await();
            measured.share(CpuUse.look().since(before));
            measured.fail(publishing.problem());
            if (publishing.problem() == null) {
                session.awaitReaders(values);
            }
            session.readers().forEach(reading -> measured.fail(reading.problem()));
            measured.figure(Figures.RECEIVED, session.received(values));
            measured.figure(Figures.SENT, values);
            keep(workload, measured, paces, endToEnd);
        }
        return measured;
    }

    private static ValueHandler receiving(final SecondHistograms histograms, final Clock clock) {
        return (buffer, index, length) -> {
            final long dueNs = Payload.dueNs(buffer, index);
            histograms.record(dueNs - clock.measuredFromNs(), System.nanoTime() - dueNs);
        };
    }

    private static void keep(
            final Workload workload,
            final Measured measured,
            final List<Pace> paces,
            final List<SecondHistograms> endToEnd) {
        final SecondHistograms service = new SecondHistograms(workload.seconds());
        final SecondHistograms publish = new SecondHistograms(workload.seconds());
        double rate = 0;
        for (final Pace pace : paces) {
            service.add(pace.service);
            publish.add(pace.publish);
            rate += pace.rate();
        }
        measured.figure(Figures.RATE, rate);
        if (rate < RATE_REACHED * workload.rate()) {
            measured.fail(String.format(
                    "the rate was missed: %,.0f values a second instead of %,d; ask for less", rate, workload.rate()));
        }
        measured.latencies(Figures.SERVICE, service);
        measured.latencies(Figures.PUBLISH, publish);
        if (!endToEnd.isEmpty()) {
            final SecondHistograms all = new SecondHistograms(workload.seconds());
            endToEnd.forEach(all::add);
            measured.latencies(Figures.END_TO_END, all);
        }
    }

    /** When the measured part begins: known before the first value is sent. */
    private static final class Clock {
        private volatile long startNs;
        private volatile long measuredFromNs;

        void start(final long atNs, final int warmUpSeconds) {
            startNs = atNs;
            measuredFromNs = atNs + TimeUnit.SECONDS.toNanos(warmUpSeconds);
        }

        long startNs() {
            return startNs;
        }

        long measuredFromNs() {
            return measuredFromNs;
        }
    }

    /** One publisher. */
    private static final class Pace implements Runnable {
        final SecondHistograms service;
        final SecondHistograms publish;
        private final UnsafeBuffer value;
        private final int publisher;
        private final int publishers;
        private final long values;
        private final double intervalNs;
        private final Sender sender;
        private final Clock clock;
        private final ReaderLook waiting;
        private long measuredValues;
        private long endNs;

        Pace(final Workload workload, final int publisher, final long values, final Sender sender, final Clock clock) {
            this.service = new SecondHistograms(workload.seconds());
            this.publish = new SecondHistograms(workload.seconds());
            this.value = new UnsafeBuffer(new byte[workload.valueBytes()]);
            this.publisher = publisher;
            this.publishers = workload.publishers();
            this.values = values;
            this.intervalNs = 1e9 * workload.publishers() / workload.rate();
            this.sender = sender;
            this.waiting = workload.look().ofPublishers();
            this.clock = clock;
        }

        @Override
        public void run() {
            final long measuredFromNs = clock.measuredFromNs();
            final double firstNs = intervalNs * publisher / publishers;
            final long startNs = clock.startNs() + (long) firstNs;
            final int length = value.capacity();
            long nowNs = 0;
            for (long i = 0; i < values; i++) {
                final long dueNs = startNs + (long) (i * intervalNs);
                nowNs = System.nanoTime();
                while (nowNs < dueNs) {
                    waiting.onEmpty();
                    nowNs = System.nanoTime();
                }
                Payload.write(value, dueNs, i, publisher);
                while (!sender.send(value, length)) {
                    waiting.onEmpty();
                    Thread.onSpinWait();
                }
                final long doneNs = System.nanoTime();
                final long atNs = dueNs - measuredFromNs;
                service.record(atNs, doneNs - nowNs);
                publish.record(atNs, doneNs - dueNs);
                measuredValues += atNs >= 0 ? 1 : 0;
                nowNs = doneNs;
            }
            sender.flush();
            endNs = nowNs;
        }

        double rate() {
            return measuredValues * 1e9 / Math.max(1, endNs - clock.measuredFromNs() + (long) intervalNs);
        }
    }
}
