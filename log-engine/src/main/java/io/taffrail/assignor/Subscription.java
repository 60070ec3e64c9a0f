/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a member of a group says when it joins. Immutable.
 *
 * @param topics     names of the topics that it wants; kept as a sorted copy.
 * @param owned      partitions that it was assigned last and has not given up; kept as a copy. May be out of date.
 * @param generation the group's generation in which it was assigned them, from 0, or {@link #UNKNOWN_GENERATION}.
 * @param instanceId id of a static member, which stays the same over restarts; null if the member is not static.
 */
public record Subscription(Set<String> topics, List<TopicPartition> owned, int generation, String instanceId) {
    /** Generation of a member that has not been in the group yet. Lower than every other. */
    public static final int UNKNOWN_GENERATION = -1;

    /** Checks and copies the values. */
    public Subscription {
        topics = Collections.unmodifiableSet(new TreeSet<>(topics));
        owned = List.copyOf(owned);
        if (generation < UNKNOWN_GENERATION) {
            throw new IllegalArgumentException(
                    "generation=" + generation + " must be at least " + UNKNOWN_GENERATION + ", which means unknown");
        }
    }
}
