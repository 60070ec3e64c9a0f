/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;

/** Aeron IPC with an embedded media driver. */
public final class AeronIpcTarget implements Target {
    private static final String CHANNEL = "aeron:ipc";
    private static final int STREAM = 1;
    private static final int TERM_LENGTH = 64 << 20;
    private static final long DRIVER_IDLE_NS = 1_000_000;

    private final MediaDriver driver;
    private final Aeron aeron;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final boolean isExclusive;

    AeronIpcTarget(final TargetPlan plan) {
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(plan.directory().resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, DRIVER_IDLE_NS, DRIVER_IDLE_NS))
                .ipcTermBufferLength(TERM_LENGTH)
                .termBufferSparseFile(false)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .preTouchMappedMemory(true));
        isExclusive = plan.publishers() == 1;
        for (int i = 0; i < plan.readers(); i++) {
            subscriptions.add(aeron.addSubscription(CHANNEL, STREAM));
        }
    }

    @Override
    public Sender sender(final int index) {
        final Publication publication =
                isExclusive ? aeron.addExclusivePublication(CHANNEL, STREAM) : aeron.addPublication(CHANNEL, STREAM);
        while (!publication.isConnected() || publication.maxPossiblePosition() == 0) {
            Thread.yield();
        }
        return new Sending(publication);
    }

    @Override
    public Receiver receiver(final int index) {
        return new Reading(subscriptions.get(index));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("channel", CHANNEL);
        settings.put("term length", Integer.toString(TERM_LENGTH));
        settings.put("driver", "embedded, SHARED, idles 1 ms");
        settings.put("publication", isExclusive ? "exclusive" : "shared");
        settings.put("memory", "touched ahead");
        settings.put("checksum", "none; keeps nothing");
        return settings;
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }

    private static final class Sending implements Sender {
        private final Publication publication;

        Sending(final Publication publication) {
            this.publication = publication;
        }

        @Override
        public boolean send(final DirectBuffer value, final int length) {
            final long result = publication.offer(value, 0, length);
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("offer failed: " + Publication.errorString(result));
            }
            return result > 0;
        }

        @Override
        public void close() {
            publication.close();
        }
    }

    private static final class Reading implements Receiver {
        private static final int MOST = 256;

        private final Subscription subscription;
        private final FragmentHandler fragments;
        private ValueHandler handler;

        Reading(final Subscription subscription) {
            this.subscription = subscription;
            this.fragments =
                    new FragmentAssembler((buffer, offset, length, header) -> handler.onValue(buffer, offset, length));
        }

        @Override
        public int poll(final ValueHandler newHandler) {
            handler = newHandler;
            return subscription.poll(fragments, MOST);
        }
    }

    /** {@code aeron-ipc}. */
    public static final class Provider implements TargetProvider {
        /** For the service loader. */
        public Provider() {
            // nothing to set
        }

        @Override
        public String name() {
            return "aeron-ipc";
        }

        @Override
        public String description() {
            return "Aeron IPC, driver in the same JVM; keeps nothing, checks nothing";
        }

        @Override
        public boolean needsReader() {
            return true;
        }

        @Override
        public Target open(final TargetPlan plan) {
            return new AeronIpcTarget(plan);
        }
    }
}
