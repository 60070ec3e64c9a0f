/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * The transactions of a producer, as publishers see them that take part: whatever they publish belongs to the one that is
 * open.
 *
 * <p>Threading: the publishers' thread.
 */
public interface ProducerTransaction {
    /**
     * Who publishes in the transaction that is open: another epoch, or another producer, in each.
     *
     * @return id and epoch.
     * @throws IllegalStateException if none is open.
     */
    ProducerIdentity producer();

    /**
     * A partition is about to get its first record of the transaction.
     *
     * @param topic     name.
     * @param partition number.
     * @throws RuntimeException if the transaction does not take it; nothing was published then.
     */
    void join(String topic, int partition);
}
