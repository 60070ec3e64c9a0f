/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import org.agrona.MutableDirectBuffer;

/**
 * A publisher that waits out back pressure and turns every other refusal into a {@link PipelineException}. Owned by one
 * thread.
 */
final class RetryingPublisher implements AutoCloseable {
    private final String topic;
    private final Flow flow;
    private final Publisher publisher;
    private final Claim claim = new Claim();
    private final Patience patience = new Patience();
    private long published;

    RetryingPublisher(final LogEngine engine, final String topic, final Flow flow) {
        this.topic = topic;
        this.flow = flow;
        this.publisher = engine.publisher(topic);
    }

    /**
     * Claims room for a message, to be encoded at {@link #index} of {@link #buffer} and then committed.
     *
     * @return false when the pipeline was stopped while waiting: there is no claim then.
     */
    boolean claim(final int length) {
        final long result = publisher.tryClaim(length, claim);
        return result >= 0 || waitForRoom(result, length);
    }

    private boolean waitForRoom(final long refusal, final int length) {
        long result = refusal;
        while (result < 0) {
            if (!PublishResult.isRetriable(result) || patience.isOver()) {
                throw refused(result);
            }
            if (flow.isStopped()) {
                return false;
            }
            patience.onNothing();
            result = publisher.tryClaim(length, claim);
        }
        patience.onWork();
        return true;
    }

    MutableDirectBuffer buffer() {
        return claim.buffer();
    }

    int index() {
        return claim.index();
    }

    void commit() {
        final long result = claim.commit();
        if (result < 0) {
            throw refused(result);
        }
        published++;
    }

    private PipelineException refused(final long result) {
        return new PipelineException("cannot publish to topic=" + topic + " after records=" + published + ": "
                + PublishResult.describe(result));
    }

    long published() {
        return published;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
