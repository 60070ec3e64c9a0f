/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

/**
 * Limits of a transaction coordinator, under Kafka's names. Immutable.
 *
 * @param maxTimeoutMs   {@code transaction.max.timeout.ms}: longest transaction timeout that a producer may ask for.
 * @param idExpirationMs {@code transactional.id.expiration.ms}: how long a transactional id is remembered that nobody uses.
 */
public record TransactionConfig(int maxTimeoutMs, long idExpirationMs) {
    /** Checks the values. */
    public TransactionConfig {
        require(maxTimeoutMs > 0, "transaction.max.timeout.ms", maxTimeoutMs);
        require(idExpirationMs > 0, "transactional.id.expiration.ms", idExpirationMs);
    }

    private static void require(final boolean isValid, final String key, final long value) {
        if (!isValid) {
            throw new IllegalArgumentException(key + "=" + value + " must be 1 or more");
        }
    }
}
