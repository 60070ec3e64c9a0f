/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.PublisherConfig;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.ProducerKeys;
import io.taffrail.producer.TransactionalProducer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that say as which kind of producer records are published. */
final class ProducerOptions {
    private static final String[] TRANSACTIONS_ONLY = {"--transaction-size", "--transaction-timeout"};

    @Option(
            names = "--idempotent",
            description = "Give records a producer id and sequences, so that none goes into the log twice.")
    private boolean isIdempotent;

    @Option(
            names = "--transactional-id",
            paramLabel = "ID",
            description = {
                "Publish in transactions as the producer of this id; what an earlier one left open is aborted. All lines",
                "are one transaction, which is aborted if not all of them can be published."
            })
    private String transactionalId;

    @Option(
            names = "--transaction-size",
            paramLabel = "N",
            description = "With --transactional-id: commit after so many records, and begin another transaction.")
    private Long size;

    @Option(
            names = "--transaction-timeout",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "With --transactional-id: how long a transaction may take, in milliseconds (default:"
                    + " ${DEFAULT-VALUE}).")
    private int timeoutMs;

    /** What does not go together, or null. */
    String problem(final ParseResult parsed) {
        if (transactionalId == null) {
            for (final String option : TRANSACTIONS_ONLY) {
                if (parsed.hasMatchedOption(option)) {
                    return option + " needs --transactional-id";
                }
            }
        } else if (transactionalId.isEmpty()) {
            return "--transactional-id must not be empty";
        }
        if (size != null && size < 1) {
            return "--transaction-size=" + size + " must be 1 or more";
        }
        return timeoutMs < 1 ? "--transaction-timeout=" + timeoutMs + " must be 1 or more" : null;
    }

    /** The producer of transactions, or null where there are to be none. */
    TransactionalProducer open(final LogEngine engine) {
        return transactionalId == null
                ? null
                : TransactionalProducer.open(
                        engine,
                        ProducerConfig.of(transactionalId)
                                .with(ProducerKeys.TRANSACTION_TIMEOUT_MS, Integer.toString(timeoutMs)));
    }

    /** A publisher of that producer, or without one. */
    Publisher publisher(final LogEngine engine, final TransactionalProducer producer, final String topic) {
        if (producer != null) {
            return producer.publisher(topic);
        }
        return isIdempotent
                ? engine.publisher(topic, PublisherConfig.defaults().withIdempotence())
                : engine.publisher(topic);
    }

    /** Records in a transaction. */
    long size() {
        return size == null ? Long.MAX_VALUE : size;
    }

    int timeoutMs() {
        return timeoutMs;
    }
}
