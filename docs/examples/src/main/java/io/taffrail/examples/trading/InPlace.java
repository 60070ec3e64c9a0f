/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;

/**
 * Publishes messages that are written where they stay, in the mapped log: begin, encode, end.
 *
 * <p>Threading: one thread.
 */
final class InPlace implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 20_000;
    private static final long PAUSE_NS = 50_000;

    private final Publisher publisher;
    private final Claim claim = new Claim();

    InPlace(final LogEngine engine, final String topic) {
        publisher = engine.publisher(topic);
    }

    /**
     * Claim room, with patience while there is none. Only encode before {@link #end}: readers see nothing behind an open claim.
     *
     * @param length of the message in bytes.
     * @return where to write it, from index 0.
     */
    MutableDirectBuffer begin(final int length) {
        long result = publisher.tryClaim(length, claim);
        for (int attempt = 0; isToTryAgain(result, attempt); attempt++) {
            result = publisher.tryClaim(length, claim);
        }
        return roomOf(result);
    }

    /** The same for a message with a key. */
    MutableDirectBuffer begin(final RecordDraft keyed, final int length) {
        long result = publisher.tryClaim(keyed, length, claim);
        for (int attempt = 0; isToTryAgain(result, attempt); attempt++) {
            result = publisher.tryClaim(keyed, length, claim);
        }
        return roomOf(result);
    }

    private static boolean isToTryAgain(final long result, final int attempt) {
        final boolean isToTry = PublishResult.isRetriable(result) && attempt < MAX_ATTEMPTS;
        if (isToTry) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        return isToTry;
    }

    private MutableDirectBuffer roomOf(final long result) {
        requireDone(result);
        return claim.buffer();
    }

    /** The message is complete: let readers see it. */
    void end() {
        requireDone(claim.commit());
    }

    private void requireDone(final long result) {
        if (result < 0) {
            throw new IllegalStateException("topic=" + publisher.topic() + ": " + PublishResult.describe(result));
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
