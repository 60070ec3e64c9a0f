/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.Agent;

/**
 * Reads old records and sends them to followers that are far behind, in fair shares: away from the agent that elects and
 * sends what is new, since reading files takes its time. A replica whose records cannot be read takes no part any more.
 *
 * <p>Threading: owns the catch-up channel of the transport, and each catch-up feed's place in its log.
 */
public final class CatchUp implements Agent {
    private final List<CatchUpFeed> feeds = new CopyOnWriteArrayList<>();

    void add(final CatchUpFeed feed) {
        feeds.add(feed);
    }

    @Override
    public int doWork() {
        int frames = 0;
        for (int i = 0; i < feeds.size(); i++) {
            final CatchUpFeed feed = feeds.get(i);
            try {
                frames += feed.send();
            } catch (final RuntimeException ex) {
                feed.fail(ex);
            }
        }
        return frames;
    }

    @Override
    public String roleName() {
        return "taffrail-catch-up";
    }

    @Override
    public void onClose() {
        feeds.forEach(CatchUpFeed::close);
    }
}
