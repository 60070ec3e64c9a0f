/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.engine.EngineService;
import io.taffrail.engine.LogEngine;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the sessions of an engine's consumers alive between their polls. */
final class Heartbeats implements EngineService {
    private final CopyOnWriteArrayList<Session> sessions = new CopyOnWriteArrayList<>();

    private final LogEngine engine;

    private Heartbeats(final LogEngine engine) {
        this.engine = engine;
    }

    static Heartbeats of(final LogEngine engine) {
        return engine.service(Heartbeats.class, () -> new Heartbeats(engine));
    }

    void add(final Session session) {
        sessions.add(session);
    }

    void remove(final Session session) {
        sessions.remove(session);
    }

    @Override
    public int doWork() {
        int work = 0;
        for (final Session session : sessions) {
            try {
                work += session.beatBetweenPolls() ? 1 : 0;
            } catch (final RuntimeException ex) {
                engine.report(ex); // the others are to live
            }
        }
        return work;
    }

    @Override
    public void onTopicDeleted(final String topic) {
        // the consumer finds out when it polls
    }

    @Override
    public void close() {
        sessions.clear();
    }
}
