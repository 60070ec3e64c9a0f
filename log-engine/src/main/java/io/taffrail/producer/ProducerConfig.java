/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.SettingValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a transactional producer produces. Immutable; the constructor checks every value, and an
 * {@link IllegalArgumentException} names the key, the value and the rule.
 *
 * @param transactionalId      {@code transactional.id}: name under which it comes back, not empty.
 * @param transactionTimeoutMs {@code transaction.timeout.ms}: a transaction that takes longer is aborted, 1 or more.
 * @param maxBlockMs           {@code max.block.ms}: how long to wait while another transaction of the id ends, 1 or more.
 */
public record ProducerConfig(String transactionalId, int transactionTimeoutMs, long maxBlockMs) {
    /** Checks the values. */
    public ProducerConfig {
        Objects.requireNonNull(transactionalId, ProducerKeys.TRANSACTIONAL_ID);
        if (transactionalId.isEmpty()) {
            throw new IllegalArgumentException(ProducerKeys.TRANSACTIONAL_ID + " must not be empty");
        }
        check(ProducerKeys.TRANSACTION_TIMEOUT_MS, transactionTimeoutMs);
        check(ProducerKeys.MAX_BLOCK_MS, maxBlockMs);
    }

    /**
     * The defaults for a producer.
     *
     * @param transactionalId name under which it comes back.
     * @return the configuration.
     */
    public static ProducerConfig of(final String transactionalId) {
        return of(Map.of(ProducerKeys.TRANSACTIONAL_ID, transactionalId));
    }

    /**
     * A configuration from settings under Kafka's names.
     *
     * @param settings by key; the defaults hold for the others.
     * @return the configuration.
     * @throws IllegalArgumentException if a key is unknown or a value breaks its rule; the message says which.
     */
    public static ProducerConfig of(final Map<String, String> settings) {
        final SettingValues values = new SettingValues(ProducerKeys.PRODUCER, settings);
        return new ProducerConfig(
                values.text(ProducerKeys.TRANSACTIONAL_ID),
                values.intOf(ProducerKeys.TRANSACTION_TIMEOUT_MS),
                values.longOf(ProducerKeys.MAX_BLOCK_MS));
    }

    /**
     * The same with another setting.
     *
     * @param key   one of {@link ProducerKeys}.
     * @param value as it is spelled in Kafka.
     * @return a new configuration.
     */
    public ProducerConfig with(final String key, final String value) {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put(ProducerKeys.TRANSACTIONAL_ID, transactionalId);
        settings.put(ProducerKeys.TRANSACTION_TIMEOUT_MS, Integer.toString(transactionTimeoutMs));
        settings.put(ProducerKeys.MAX_BLOCK_MS, Long.toString(maxBlockMs));
        settings.put(key, value);
        return of(settings);
    }

    private static void check(final String key, final long value) {
        SettingKeys.find(ProducerKeys.PRODUCER, key).canonical(Long.toString(value));
    }
}
