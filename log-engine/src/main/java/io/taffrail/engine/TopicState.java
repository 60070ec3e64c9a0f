/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** A topic as the metadata log tells it. */
final class TopicState {
    final String name;
    final long topicId;
    final Map<String, String> overrides = new LinkedHashMap<>();
    int partitions;

    TopicState(final String name, final long topicId, final int partitions) {
        this.name = name;
        this.topicId = topicId;
        this.partitions = partitions;
    }
}
