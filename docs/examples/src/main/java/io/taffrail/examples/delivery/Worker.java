/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.model.TopicPartition;

/** Reads requests, does the work of each, and publishes that it is done. Goes on where the one before it committed. */
interface Worker extends AutoCloseable {
    /** What it reads. */
    TopicPartition REQUESTS = new TopicPartition("delivery.requests", 0);

    /** Requests that it takes at once. */
    int BATCH = 10;

    /** Take some requests, if there are any, and do their work. */
    void turn();

    /** Whether it has taken all requests that there are. */
    boolean isDone();

    @Override
    void close();
}
