/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates, changes and deletes topics. Every change is a record of the metadata log, durable before the call returns.
 *
 * <p>Threading: any thread; changes are made one at a time.
 */
public interface Topics {
    /**
     * Create a topic.
     *
     * @param name       1 to 249 characters of {@code a-z A-Z 0-9 . _ -}, as in Kafka.
     * @param partitions 1 or more.
     * @param settings   by key, in Kafka's names; what is not given follows the engine's defaults.
     * @return the topic.
     * @throws IllegalArgumentException if name, number or a setting is not valid.
     * @throws EngineException          if a topic of that name exists.
     */
    TopicDescription create(String name, int partitions, Map<String, String> settings);

    /**
     * Create a topic under an id that was chosen elsewhere: the logs of a partition on different nodes are replicas of each
     * other only if their topic has the same id. A topic that has this name and id is left as it is, so that this may be
     * asked again after a crash.
     *
     * @param name       as above.
     * @param partitions 1 or more.
     * @param settings   as above.
     * @param topicId    not 0, not an internal topic's, never used by another topic, be it deleted.
     * @return the topic, as it is when it existed.
     * @throws IllegalArgumentException if name, number, a setting or the id is not valid.
     * @throws EngineException          if a topic of that name exists with another id, or had the id.
     */
    TopicDescription create(String name, int partitions, Map<String, String> settings, long topicId);

    /**
     * Create a topic with the engine's default settings.
     *
     * @param name       as above.
     * @param partitions 1 or more.
     * @return the topic.
     */
    default TopicDescription create(final String name, final int partitions) {
        return create(name, partitions, Map.of());
    }

    /**
     * All topics by name, internal ones left out.
     *
     * @return their descriptions.
     */
    List<TopicDescription> list();

    /**
     * One topic.
     *
     * @param name of the topic.
     * @return its description.
     * @throws EngineException if there is none.
     */
    TopicDescription describe(String name);

    /**
     * Whether there is a topic.
     *
     * @param name of the topic.
     * @return true if there is.
     */
    boolean exists(String name);

    /**
     * Change settings while the topic is in use.
     *
     * @param name   of the topic.
     * @param set    settings to give.
     * @param remove settings to take back to the engine's default.
     * @return the topic as it is now.
     * @throws IllegalArgumentException if a setting is not valid; nothing is changed then.
     * @throws EngineException          if there is no such topic.
     */
    TopicDescription alter(String name, Map<String, String> set, Set<String> remove);

    /**
     * Change the engine's defaults, for every topic that does not override them, while they are in use.
     *
     * @param set    settings to give.
     * @param remove settings to take back to what the engine was configured with.
     * @throws IllegalArgumentException if a setting is not valid; nothing is changed then.
     */
    void alterDefaults(Map<String, String> set, Set<String> remove);

    /**
     * Add partitions. Keys may then go to other partitions than before.
     *
     * @param name       of the topic.
     * @param partitions the new number, larger than the present one.
     * @return the topic as it is now.
     * @throws IllegalArgumentException if the number is not larger.
     * @throws EngineException          if there is no such topic.
     */
    TopicDescription addPartitions(String name, int partitions);

    /**
     * Delete a topic and its records. Publishers of it are answered CLOSED; readers that are in the midst of it may go on
     * for a while.
     *
     * @param name of the topic.
     * @throws EngineException if there is no such topic.
     */
    void delete(String name);
}
