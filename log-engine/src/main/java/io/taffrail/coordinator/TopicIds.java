/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogSource;
import java.util.function.ToLongFunction;

/** Which topic has a name now: a topic that was deleted and made anew is another one. */
final class TopicIds implements ToLongFunction<String> {
    /** Id of a topic that does not exist. */
    static final long NO_TOPIC = 0;

    private final LogSource source;

    TopicIds(final LogSource source) {
        this.source = source;
    }

    @Override
    public long applyAsLong(final String topic) {
        try {
            return source.hasTopic(topic) ? source.describeTopic(topic).topicId() : NO_TOPIC;
        } catch (final EngineException ex) {
            return NO_TOPIC; // deleted just now
        }
    }
}
