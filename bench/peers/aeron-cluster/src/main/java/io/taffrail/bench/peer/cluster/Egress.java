/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.logbuffer.Header;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.ValueHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A session that is sent every value. */
final class Egress implements Receiver, EgressListener {
    private static final int MOST = 256;
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(30);

    private final AeronCluster session;
    private boolean isAnswered;
    private ValueHandler handler;
    private int count;

    Egress(final Function<EgressListener, AeronCluster> connecting) {
        session = connecting.apply(this);
        final long deadlineNs = System.nanoTime() + ANSWER_NS;
        while (session.offer(new UnsafeBuffer(new byte[0]), 0, 0) < 0) {
            pause(deadlineNs);
        }
        while (!isAnswered) {
            session.pollEgress();
            pause(deadlineNs);
        }
    }

    private static void pause(final long deadlineNs) {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new IllegalStateException("the service does not answer");
        }
        Thread.yield();
    }

    @Override
    public int poll(final ValueHandler newHandler) {
        handler = newHandler;
        count = 0;
        while (count < MOST && session.pollEgress() > 0) {
            Thread.onSpinWait();
        }
        return count;
    }

    @Override
    public void onMessage(
            final long sessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (length == 0) {
            isAnswered = true;
            return;
        }
        handler.onValue(buffer, offset, length);
        count++;
    }

    @Override
    public void close() {
        session.close();
    }
}
