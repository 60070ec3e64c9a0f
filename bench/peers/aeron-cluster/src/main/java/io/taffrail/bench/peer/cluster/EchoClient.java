/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends values at a fixed rate, and sees the first one that comes back after each change of the leader. */
final class EchoClient implements EgressListener, Runnable, AutoCloseable {
    private static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = 20_000;

    private final MediaDriver driver;
    private final AeronCluster session;
    private final UnsafeBuffer value;
    private final long intervalNs;
    private final Thread thread = new Thread(this, "publisher");
    private volatile boolean isOn = true;
    private volatile int term;
    private volatile int leader;
    private volatile long committedAtNs;
    private long leadingSinceNs = System.nanoTime();

    EchoClient(final Path directory, final Addresses addresses, final int rate, final int valueBytes) {
        value = new UnsafeBuffer(new byte[valueBytes]);
        intervalNs = TimeUnit.SECONDS.toNanos(1) / rate;
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("client").toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(Member.idleStrategy())
                .dirDeleteOnShutdown(true));
        session = connect(addresses);
        leader = session.leaderMemberId();
        term = termOf(session.leadershipTermId());
        thread.start();
    }

    /** Waits for the election of a leader. */
    private AeronCluster connect(final Addresses addresses) {
        final AeronCluster.Context context = new AeronCluster.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .ingressChannel("aeron:udp?term-length=" + Member.TERM_LENGTH)
                .ingressEndpoints(addresses.ingress())
                .egressChannel("aeron:udp?endpoint=" + Addresses.HOST + ":0|term-length=" + Member.TERM_LENGTH)
                .egressListener(this)
                .messageTimeoutNs(CONNECT_NS);
        try {
            return AeronCluster.connect(context);
        } catch (final RuntimeException ex) {
            driver.close();
            throw ex;
        }
    }

    /** From 1. */
    private static int termOf(final long leadershipTermId) {
        return (int) leadershipTermId + 1;
    }

    int term() {
        return term;
    }

    int leader() {
        return leader;
    }

    /** 0 while nothing that was sent to the present leader has come back. */
    long committedAtNs() {
        return committedAtNs;
    }

    @Override
    public void run() {
        while (isOn && session.offer(value, 0, 0) < 0) { // asks to be sent the values
            session.pollEgress();
            LockSupport.parkNanos(LOOK_NS);
        }
        long dueNs = System.nanoTime();
        while (isOn) {
            session.pollEgress();
            final long nowNs = System.nanoTime();
            if (nowNs - dueNs < 0) {
                LockSupport.parkNanos(Math.min(LOOK_NS, dueNs - nowNs));
                continue;
            }
            value.putLong(0, nowNs);
            if (session.offer(value, 0, value.capacity()) > 0) {
                dueNs += intervalNs;
            } else {
                dueNs = nowNs + LOOK_NS;
            }
        }
    }

    @Override
    public void onMessage(
            final long sessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (length > 0 && committedAtNs == 0 && buffer.getLong(offset) - leadingSinceNs >= 0) {
            committedAtNs = System.nanoTime();
        }
    }

    @Override
    public void onNewLeader(
            final long sessionId, final long leadershipTermId, final int leaderMemberId, final String endpoints) {
        leadingSinceNs = System.nanoTime();
        committedAtNs = 0;
        leader = leaderMemberId;
        term = termOf(leadershipTermId);
    }

    @Override
    public void close() {
        isOn = false;
        try {
            thread.join();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        CloseHelper.closeAll(session, driver);
    }
}
