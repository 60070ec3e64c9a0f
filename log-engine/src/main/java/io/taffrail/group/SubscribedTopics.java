/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.Set;

/** Reads the topics out of a consumer's metadata, which the coordinator otherwise does not look into. */
@FunctionalInterface
public interface SubscribedTopics {
    /**
     * Topics that a consumer subscribed to.
     *
     * @param metadata as the consumer sent it.
     * @return their names; null if the bytes are not understood: the consumer may then read any topic.
     */
    Set<String> topicsOf(byte[] metadata);
}
