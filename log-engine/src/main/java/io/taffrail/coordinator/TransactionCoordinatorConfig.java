/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.SettingValues;
import io.taffrail.transaction.TransactionConfig;
import java.util.Map;
import java.util.Objects;

/**
 * Configuration of a transaction coordinator. Immutable.
 *
 * @param transactions         limits of transactions.
 * @param stateTopicPartitions {@code transaction.state.log.num.partitions}: partitions of {@code __transaction_state}, 1 to
 *     1000; counts when the topic is made.
 */
public record TransactionCoordinatorConfig(TransactionConfig transactions, int stateTopicPartitions) {
    private static final TransactionCoordinatorConfig DEFAULTS = of(Map.of());

    /** Checks the values. */
    public TransactionCoordinatorConfig {
        Objects.requireNonNull(transactions, "transactions");
        SettingKeys.find(TransactionKeys.COORDINATOR, TransactionKeys.TRANSACTION_STATE_LOG_NUM_PARTITIONS)
                .canonical(Integer.toString(stateTopicPartitions));
    }

    /**
     * The default of every value, which is Kafka's: see {@link TransactionKeys}.
     *
     * @return the defaults.
     */
    public static TransactionCoordinatorConfig defaults() {
        return DEFAULTS;
    }

    /**
     * A configuration from settings under Kafka's names.
     *
     * @param settings by key; the defaults hold for the others.
     * @return the configuration.
     * @throws IllegalArgumentException if a key is unknown or a value breaks its rule; the message says which.
     */
    public static TransactionCoordinatorConfig of(final Map<String, String> settings) {
        final SettingValues values = new SettingValues(TransactionKeys.COORDINATOR, settings);
        return new TransactionCoordinatorConfig(
                new TransactionConfig(
                        values.intOf(TransactionKeys.TRANSACTION_MAX_TIMEOUT_MS),
                        values.longOf(TransactionKeys.TRANSACTIONAL_ID_EXPIRATION_MS)),
                values.intOf(TransactionKeys.TRANSACTION_STATE_LOG_NUM_PARTITIONS));
    }
}
