/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.bench.nodes.KillableCluster;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Knows how to open a target. Found by service loader in the worker's class path.
 */
public interface TargetProvider {
    /**
     * What the command line calls it: lower case letters, digits and dashes.
     *
     * @return the name.
     */
    String name();

    /**
     * What it is, in a few words, and what it does and does not do for a value.
     *
     * @return for the list of targets and for reports.
     */
    String description();

    /**
     * Flags that its JVM needs.
     *
     * @return none for most.
     */
    default List<String> jvmFlags() {
        return List.of();
    }

    /**
     * Whether it waits by itself between two looks of a reader, as the plan says; if not, the rig does.
     *
     * @return false for most.
     */
    default boolean looksItself() {
        return false;
    }

    /**
     * Whether it can be read from.
     *
     * @return true for all that carry values at all.
     */
    default boolean hasReaders() {
        return true;
    }

    /**
     * Whether it takes values only while somebody reads.
     *
     * @return false for most.
     */
    default boolean needsReader() {
        return false;
    }

    /**
     * Whether it goes on without an end; one that does not must be told how many values there will be.
     *
     * @return true for most.
     */
    default boolean isEndless() {
        return true;
    }

    /**
     * How long it takes until its latency has settled, in seconds.
     *
     * @return what its makers or experience say.
     */
    default int warmUpSeconds() {
        return 3;
    }

    /**
     * How to start it as a cluster whose leader may be killed, each member in a process of its own.
     *
     * @return nothing: most targets are none.
     */
    default Optional<KillableCluster.Starter> cluster() {
        return Optional.empty();
    }

    /**
     * Set it up.
     *
     * @param plan what for.
     * @return ready to be used.
     * @throws IOException if its files cannot be made.
     */
    Target open(TargetPlan plan) throws IOException;
}
