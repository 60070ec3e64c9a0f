/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster, each member in a process of its own, that is published to at a fixed rate and whose leader may be killed.
 *
 * <p>Threading: one thread.
 */
public interface KillableCluster extends AutoCloseable {
    /**
     * Wait until there is a leader, and something that was published to it is committed.
     *
     * @param olderThan terms that do not count: the leader's must be larger.
     * @return what is known of it.
     */
    NodeStatus awaitLeader(int olderThan);

    /**
     * SIGKILL the leader.
     *
     * @param term that it leads.
     * @return {@link System#nanoTime()} right before.
     */
    long killLeader(int term);

    /**
     * Start the member again that was killed, and wait until it has caught up: the next kill is to find a healthy cluster.
     *
     * @throws IOException if it cannot be started.
     */
    void restart() throws IOException;

    /**
     * Publish no more, and compare what the members hold.
     *
     * @return what was found; nothing where that cannot be looked at.
     * @throws IOException if it cannot be read.
     */
    Optional<LogComparison> compare() throws IOException;

    /**
     * How it is set up.
     *
     * @return names and values, in the order in which they are to be read.
     */
    Map<String, String> settings();

    @Override
    void close();

    /** Starts one. */
    @FunctionalInterface
    interface Starter {
        /**
         * Start it, and publish.
         *
         * @param plan of it.
         * @return the cluster.
         * @throws IOException if it cannot be started.
         */
        KillableCluster start(ClusterPlan plan) throws IOException;
    }
}
