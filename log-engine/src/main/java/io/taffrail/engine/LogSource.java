/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.List;

/**
 * Something whose topics can be read: an engine, or the directory of an engine in another process.
 *
 * <p>Threading: safe for use by any number of threads; each subscription belongs to one.
 */
public interface LogSource {
    /**
     * All topics, by name; internal ones, whose names begin with {@code __}, are left out.
     *
     * @return their descriptions.
     */
    List<TopicDescription> listTopics();

    /**
     * Whether there is a topic, internal ones included.
     *
     * @param topic name.
     * @return true if so.
     */
    boolean hasTopic(String topic);

    /**
     * One topic.
     *
     * @param topic name.
     * @return its description.
     * @throws EngineException if there is none of that name.
     */
    TopicDescription describeTopic(String topic);

    /**
     * Read a topic.
     *
     * @param topic  name.
     * @param start  where to start.
     * @param config how to read.
     * @return a subscription for the use of one thread.
     * @throws EngineException if there is no such topic or partition.
     */
    Subscription subscribe(String topic, StartAt start, SubscriptionConfig config);

    /**
     * Read all partitions of a topic with the defaults.
     *
     * @param topic name.
     * @param start where to start.
     * @return a subscription for the use of one thread.
     * @throws EngineException if there is no such topic.
     */
    default Subscription subscribe(final String topic, final StartAt start) {
        return subscribe(topic, start, SubscriptionConfig.defaults());
    }

    /**
     * Offsets of a partition.
     *
     * @param topic     name.
     * @param partition number.
     * @return the offsets as they are now.
     * @throws EngineException if there is no such topic or partition.
     */
    PartitionOffsets offsets(String topic, int partition);
}
