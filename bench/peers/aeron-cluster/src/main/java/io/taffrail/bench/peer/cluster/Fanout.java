/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Sends every value to every reader. A session becomes a reader by an empty message, which is answered with another. */
final class Fanout implements ClusteredService {
    private final List<ClientSession> readers = new ArrayList<>();
    private Cluster cluster;

    @Override
    public void onStart(final Cluster newCluster, final Image snapshot) {
        cluster = newCluster;
    }

    @Override
    public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (length == 0) {
            readers.add(session);
            send(session, buffer, offset, 0);
            return;
        }
        for (int i = 0; i < readers.size(); i++) {
            send(readers.get(i), buffer, offset, length);
        }
    }

    /** Waits for a reader that lags: values are not dropped. Followers only pretend to send. */
    private void send(final ClientSession session, final DirectBuffer buffer, final int offset, final int length) {
        while (true) {
            final long result = session.offer(buffer, offset, length);
            if (result > 0 || result == Publication.CLOSED || result == Publication.NOT_CONNECTED) {
                return;
            }
            cluster.idleStrategy().idle();
        }
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {
        // a publisher until it says otherwise
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason reason) {
        readers.remove(session);
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {
        // sets none
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshot) {
        // keeps nothing
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole) {
        // the same in every role
    }

    @Override
    public void onTerminate(final Cluster ending) {
        // holds nothing
    }
}
