/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordHandler;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.SettingKeys;
import java.util.Map;

/**
 * The bank's topics, and how it is opened.
 *
 * <p>An account's name is the key of all that concerns it, and the topics have the same number of partitions, so that requests
 * to debit an account and the decisions about them are in partitions of the same number. Who holds that partition of the
 * requests is the only one who debits the account.
 */
final class Bank {
    /** {@link Transfer}s, by the account to debit. */
    static final String REQUESTS = "bank.requests";

    /** {@link Decision}s, by the account to debit. */
    static final String DECISIONS = "bank.decisions";

    /** {@link Credit}s, by the account to credit. */
    static final String CREDITS = "bank.credits";

    static final int PARTITIONS = 4;

    private Bank() {}

    /**
     * Open the bank, unless it is: all accounts get their first deposit in one transaction.
     *
     * @param accounts how many.
     * @param deposit  that each begins with.
     */
    static void open(final LogEngine engine, final int accounts, final long deposit) {
        for (final String topic : new String[] {REQUESTS, DECISIONS, CREDITS}) {
            if (!engine.hasTopic(topic)) {
                // The events are the bank's only memory: never delete any.
                engine.topics().create(topic, PARTITIONS, Map.of(SettingKeys.RETENTION_MS, "-1"));
            }
        }
        try (TransactionalProducer producer = TransactionalProducer.open(engine, ProducerConfig.of("bank.opening"))) {
            if (accounts(engine) > 0) {
                return;
            }
            producer.begin();
            for (int i = 0; i < accounts; i++) {
                final Credit credit = Credit.opening(account(i), deposit);
                requirePublished(producer.publisher(CREDITS).publish(credit.account(), credit.text()));
            }
            producer.commit();
        }
    }

    /** Name of an account by its number. */
    static String account(final int number) {
        return "account-" + number;
    }

    /** How many accounts were opened. */
    static int accounts(final LogEngine engine) {
        final int[] opened = {0};
        replay(engine, CREDITS, record -> {
            if (Credit.of(record).isOpening()) {
                opened[0]++;
            }
        });
        return opened[0];
    }

    /** Reads what is committed of a topic from its beginning. */
    static Subscription committed(final LogEngine engine, final String topic, final int... partitions) {
        final SubscriptionConfig config = SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED);
        return engine.subscribe(topic, StartAt.earliest(), config.withPartitions(partitions));
    }

    /** See all that is committed of a topic. */
    static void replay(final LogEngine engine, final String topic, final RecordHandler handler) {
        try (Subscription subscription = committed(engine, topic)) {
            while (subscription.poll(handler, 1_000) > 0) {
                // there was more
            }
        }
    }

    /** The offset that a publish was answered. */
    static long requirePublished(final long result) {
        if (result < 0) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
        return result;
    }
}
