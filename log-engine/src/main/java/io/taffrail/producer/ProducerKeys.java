/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingDefinition.Change;
import io.taffrail.settings.ValueRule;
import io.taffrail.settings.ValueRule.Text;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every setting of a transactional producer, under the names that Kafka's producer has for them.
 *
 * <p>{@code docs/configuration.md} shows the same table; a test compares the two cell by cell.
 */
public final class ProducerKeys {
    /** Name under which a producer comes back. */
    public static final String TRANSACTIONAL_ID = "transactional.id";

    /** How long a transaction may take. */
    public static final String TRANSACTION_TIMEOUT_MS = "transaction.timeout.ms";

    /** How long to wait for what another transaction has to end first. */
    public static final String MAX_BLOCK_MS = "max.block.ms";

    private static final String SAME = "Same.";

    /** Settings of a transactional producer, in the order of the documentation. */
    public static final List<SettingDefinition> PRODUCER = List.of(
            define(TRANSACTIONAL_ID, new Text("string", "any text but none"), "")
                    .meaning(
                            "Name under which a producer comes back: a new one fences the one before, and aborts what that"
                                    + " left open. Has to be given.")
                    .kafka("May be left out there, for a producer without transactions."),
            define(TRANSACTION_TIMEOUT_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "60000")
                    .meaning("A transaction that takes longer is aborted, and its producer fenced; at most"
                            + " `transaction.max.timeout.ms` of the coordinator.")
                    .kafka(SAME),
            define(MAX_BLOCK_MS, WholeNumber.ofLong(1), "60000")
                    .meaning("How long to wait at most while another transaction of the same id ends.")
                    .kafka(SAME));

    private ProducerKeys() {}

    private static SettingDefinition.Described define(
            final String key, final ValueRule rule, final String defaultValue) {
        return SettingDefinition.define(key, rule, defaultValue, Change.NEXT_OPEN);
    }
}
