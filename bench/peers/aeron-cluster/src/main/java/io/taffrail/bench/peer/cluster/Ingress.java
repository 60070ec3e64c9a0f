/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.taffrail.bench.targets.Sender;
import org.agrona.DirectBuffer;

/** A session that sends. */
final class Ingress implements Sender {
    private final AeronCluster session;

    Ingress(final AeronCluster session) {
        this.session = session;
    }

    @Override
    public boolean send(final DirectBuffer value, final int length) {
        final long result = session.offer(value, 0, length);
        if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("offer failed: " + Publication.errorString(result));
        }
        return result > 0;
    }

    @Override
    public void close() {
        session.close();
    }
}
