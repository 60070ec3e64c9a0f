/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;
import java.util.Collection;

/**
 * Hears what becomes of a consumer's partitions. Called by the thread that polls, within {@link Consumer#poll} or
 * {@link Consumer#close}; may commit and seek.
 */
public interface ConsumerListener {
    /** Does not listen. */
    ConsumerListener NONE = new ConsumerListener() {};

    /**
     * Partitions are this consumer's from now on, at the places it can ask for by {@link Consumer#position}.
     *
     * @param partitions that were added; with a cooperative assignor those it had stay besides.
     */
    default void onPartitionsAssigned(final Collection<TopicPartition> partitions) {}

    /**
     * Partitions are about to be given up: the last moment to commit what was done with them.
     *
     * @param partitions that go.
     */
    default void onPartitionsRevoked(final Collection<TopicPartition> partitions) {}

    /**
     * Partitions are gone, and maybe another consumer's already: a commit would be refused.
     *
     * @param partitions that went.
     */
    default void onPartitionsLost(final Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }

    /**
     * Records were deleted before this consumer came to them.
     *
     * @param partition of the records.
     * @param from      first offset that was lost.
     * @param to        offset at which it goes on; all before are lost.
     */
    default void onRecordsLost(final TopicPartition partition, final long from, final long to) {}

    /**
     * The log was cut behind this consumer's back, by a crash without its disk's latest writes or a change of leaders: what
     * it consumed there last is not in the log any more, or other records stand in its place.
     *
     * @param partition of the log.
     * @param from      offset at which it wanted to go on.
     * @param to        offset at which it goes on.
     */
    default void onTruncated(final TopicPartition partition, final long from, final long to) {}
}
