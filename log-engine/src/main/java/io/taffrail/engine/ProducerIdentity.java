/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * An idempotent producer: what its records say about who published them.
 *
 * @param producerId never given out again.
 * @param epoch      a later one, of the same producer, replaces it.
 */
public record ProducerIdentity(long producerId, short epoch) {
    public ProducerIdentity {
        if (producerId < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "producerId=" + producerId + " epoch=" + epoch + " must not be negative");
        }
    }

    /**
     * The same producer under its next epoch.
     *
     * @return the identity.
     * @throws IllegalStateException when there is none: the producer needs a new id.
     */
    public ProducerIdentity next() {
        if (isExhausted()) {
            throw new IllegalStateException(
                    "producerId=" + producerId + " has no epoch left: ask for a new producer id");
        }
        return new ProducerIdentity(producerId, (short) (epoch + 1));
    }

    /**
     * Whether this is the last epoch of the id.
     *
     * @return true at {@link Short#MAX_VALUE}.
     */
    public boolean isExhausted() {
        return epoch == Short.MAX_VALUE;
    }
}
