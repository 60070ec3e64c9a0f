/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.Record;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.ProducerKeys;
import io.taffrail.producer.TransactionalProducer;
import io.taffrail.settings.Isolation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides requests, exactly once each: a member of a group that consumes, processes and produces in transactions.
 *
 * <p>A turn is one transaction: the decisions, the credits, and the place up to which requests were read. If the process dies
 * in the midst of it, none of it counts, and whoever gets the partition next decides the same requests as if nobody had.
 *
 * <p>Threading: confined to one thread.
 */
final class Teller implements AutoCloseable {
    static final String GROUP = "bank.tellers";

    private final LogEngine engine;
    private final TransactionalProducer producer;
    private final Consumer consumer;
    private final Map<Integer, Ledger> ledgers = new HashMap<>();
    private final RecordDraft draft = new RecordDraft();

    /**
     * Come to work.
     *
     * @param number of the teller: one that comes back under its number ends what its predecessor had left open.
     */
    Teller(final LogEngine engine, final int number) {
        this.engine = engine;
        producer = TransactionalProducer.open(
                engine, ProducerConfig.of("bank.teller-" + number).with(ProducerKeys.TRANSACTION_TIMEOUT_MS, "10000"));
        consumer = Consumer.open(
                engine,
                ConsumerConfig.group(GROUP)
                        .autoCommit(false)
                        .isolation(Isolation.READ_COMMITTED)
                        .offsetReset(OffsetReset.earliest())
                        .build());
        consumer.subscribe(Set.of(Bank.REQUESTS));
    }

    /**
     * Take a turn: decide some requests in one transaction.
     *
     * @param maxRequests at most so many.
     * @return how many were decided; 0 when there were none, or nothing of the turn counts.
     * @throws ErrorCodeException if another teller came under this number.
     */
    int serve(final int maxRequests) {
        ledgers.values().forEach(Ledger::beginTurn);
        try {
            return producer.process(consumer, this::decide, maxRequests);
        } catch (final ErrorCodeException ex) {
            if (ex.error() == ErrorCode.PRODUCER_FENCED || ex.error() == ErrorCode.INVALID_PRODUCER_EPOCH) {
                throw ex;
            }
            return 0; // the turn was taken back: the partitions may be another teller's by now, for example
        }
    }

    private void decide(final Record request) {
        final Ledger ledger = ledgers.computeIfAbsent(request.partition(), number -> new Ledger(engine, number));
        final Decision decision = ledger.decide(Transfer.of(request));
        final Transfer transfer = decision.transfer();
        draft.clear().partition(request.partition()); // as the request, so that it has one writer
        ledger.onPublished(publish(Bank.DECISIONS, transfer.from(), decision.text()));
        if (decision.isGranted()) {
            draft.clear(); // where the other account's key belongs
            publish(Bank.CREDITS, transfer.to(), Credit.of(transfer).text());
        }
    }

    private long publish(final String topic, final String key, final String value) {
        draft.key(key.getBytes(StandardCharsets.UTF_8)).value(value.getBytes(StandardCharsets.UTF_8));
        return Bank.requirePublished(producer.publisher(topic).publish(draft));
    }

    /** Go home: the partitions go to the other tellers. */
    @Override
    public void close() {
        consumer.close();
        producer.close();
        ledgers.values().forEach(Ledger::close);
    }
}
