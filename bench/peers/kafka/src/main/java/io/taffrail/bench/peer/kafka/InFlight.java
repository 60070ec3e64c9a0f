/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Values sent and not answered yet: so many at most that they fit the producer's buffer, as its {@code send} waits when that
 * is full.
 *
 * <p>Threading: asked by publishers, answered by the producer's thread.
 */
final class InFlight implements Callback {
    /** Of a record and its share of a batch, generously. */
    private static final int OVERHEAD = 128;

    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private volatile Exception failure;

    InFlight(final int bufferBytes, final int valueBytes) {
        most = Math.max(1, bufferBytes / 2 / (valueBytes + OVERHEAD));
    }

    int most() {
        return most;
    }

    /** Whether there is room for one more, which is counted then; throws once a value was lost. */
    boolean tryAdd() {
        check();
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    @Override
    public void onCompletion(final RecordMetadata metadata, final Exception exception) {
        if (exception != null) {
            failure = exception;
        }
        count.decrementAndGet();
    }

    /** Throws if a value was lost. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("a value was not taken", failure);
        }
    }
}
