/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * Gives out producer ids from blocks that the metadata log has recorded before.
 *
 * <p>Threading: any thread, one at a time (monitor); one call in a thousand waits for the disk.
 */
final class ProducerIds {
    private static final int BLOCK = 1000;

    private final TopicRegistry registry;
    private long next;
    private long end;

    ProducerIds(final TopicRegistry registry) {
        this.registry = registry;
    }

    synchronized ProducerIdentity next() {
        if (next == end) {
            next = registry.takeProducerIds(BLOCK);
            end = next + BLOCK;
        }
        return new ProducerIdentity(next++, (short) 0);
    }
}
