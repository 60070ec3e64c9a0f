/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;

/** A consumer has no place to go on from in a partition, and its policy is not to choose one: seek, then poll again. */
public abstract class InvalidOffsetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int partition;

    InvalidOffsetException(final TopicPartition partition, final String message) {
        super(message);
        this.topic = partition.topic();
        this.partition = partition.partition();
    }

    /**
     * Where there is no place.
     *
     * @return the partition.
     */
    public TopicPartition partition() {
        return new TopicPartition(topic, partition);
    }
}
