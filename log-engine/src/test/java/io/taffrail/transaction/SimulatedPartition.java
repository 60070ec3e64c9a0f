/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import java.util.HashMap;
import java.util.Map;

/**
 * A partition as far as transactions go: it knows the newest epoch of each producer, refuses writes of older ones, and what a
 * producer wrote since its last marker becomes what the next one says.
 */
final class SimulatedPartition {
    private final String name;
    private final Map<Long, Short> epochs = new HashMap<>();
    private final Map<Long, SimulatedTransaction> open = new HashMap<>();

    SimulatedPartition(final String name) {
        this.name = name;
    }

    /** A record of a transaction; false if the producer is fenced. */
    boolean write(final SimulatedTransaction transaction) {
        final short known = epochs.getOrDefault(transaction.producerId(), ProducerIdentity.NO_EPOCH);
        if (transaction.epoch() < known) {
            return false;
        }
        final SimulatedTransaction before = open.put(transaction.producerId(), transaction);
        if (before != null && !before.equals(transaction)) {
            throw new AssertionError(
                    "two transactions of a producer open at once: " + name + " " + before + " " + transaction);
        }
        epochs.put(transaction.producerId(), transaction.epoch());
        return true;
    }

    /** A marker: it may be written more than once, and late. */
    void mark(final long producerId, final short epoch, final boolean isCommit) {
        final short known = epochs.getOrDefault(producerId, ProducerIdentity.NO_EPOCH);
        if (epoch <= known) {
            return;
        }
        epochs.put(producerId, epoch);
        final SimulatedTransaction ended = open.remove(producerId);
        if (ended != null) {
            ended.onEnded(isCommit, name);
        }
    }

    void requireNothingOpen() {
        if (!open.isEmpty()) {
            throw new AssertionError("never ended: " + name + " " + open.values());
        }
    }
}
