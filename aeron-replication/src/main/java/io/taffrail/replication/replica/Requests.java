/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/** Requests of other threads, done by the agent in its turn. */
final class Requests {
    private static final int CAPACITY = 1024;

    private final ManyToOneConcurrentArrayQueue<Runnable> waiting = new ManyToOneConcurrentArrayQueue<>(CAPACITY);

    boolean offer(final Runnable request) {
        return waiting.offer(request);
    }

    /** Do all that wait; the number. */
    int run() {
        int done = 0;
        Runnable request = waiting.poll();
        while (request != null) {
            request.run();
            done++;
            request = waiting.poll();
        }
        return done;
    }
}
