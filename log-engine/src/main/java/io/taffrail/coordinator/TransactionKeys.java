/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingDefinition.Change;
import io.taffrail.settings.ValueRule;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every setting of a transaction coordinator, under the names that Kafka's broker has for them.
 *
 * <p>{@code docs/configuration.md} shows the same table; a test compares the two cell by cell.
 */
public final class TransactionKeys {
    static final String TRANSACTION_MAX_TIMEOUT_MS = "transaction.max.timeout.ms";
    static final String TRANSACTIONAL_ID_EXPIRATION_MS = "transactional.id.expiration.ms";
    static final String TRANSACTION_STATE_LOG_NUM_PARTITIONS = "transaction.state.log.num.partitions";

    private static final String SAME = "Same.";

    /** Settings of a transaction coordinator, in the order of the documentation. */
    public static final List<SettingDefinition> COORDINATOR = List.of(
            define(TRANSACTION_MAX_TIMEOUT_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "900000")
                    .meaning("Longest `transaction.timeout.ms` that a producer may ask for.")
                    .kafka(SAME),
            define(TRANSACTIONAL_ID_EXPIRATION_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "604800000")
                    .meaning("How long a transactional id is remembered that nobody uses.")
                    .kafka(SAME),
            define(TRANSACTION_STATE_LOG_NUM_PARTITIONS, WholeNumber.ofInt(1, 1000), "50")
                    .meaning("Partitions of `__transaction_state`; counts when the topic is made, with the first"
                            + " transactional producer.")
                    .kafka(SAME));

    private TransactionKeys() {}

    private static SettingDefinition.Described define(
            final String key, final ValueRule rule, final String defaultValue) {
        return SettingDefinition.define(key, rule, defaultValue, Change.NEXT_OPEN);
    }
}
