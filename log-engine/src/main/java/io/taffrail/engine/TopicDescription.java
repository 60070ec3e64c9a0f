/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.settings.TopicSettings;
import java.util.Map;

/**
 * A topic as it is at one moment.
 *
 * @param name       of the topic.
 * @param topicId    never reused, not 0.
 * @param partitions how many.
 * @param overrides  settings that were given for this topic, by key.
 * @param settings   all settings, defaults included.
 */
public record TopicDescription(
        String name, long topicId, int partitions, Map<String, String> overrides, TopicSettings settings) {}
