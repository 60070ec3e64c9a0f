/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.DescribeTransactionsRequest;
import org.apache.kafka.common.requests.DescribeTransactionsResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;

/**
 * The transactions in which one script commits offsets: a producer for each of its names, in the second version of Kafka's
 * transactions, where the first commit makes the group take part.
 *
 * <p>Threading: used by one thread, which waits for the broker.
 */
final class KafkaTransactions {
    /** Of those two requests, the last ones that need no setting of the broker's. */
    private static final short INIT_VERSION = 5;

    private static final short END_VERSION = 5;
    private static final int TIMEOUT_MS = 60_000;
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(60);

    private final LiveBroker broker;
    private final String prefix;
    private final Map<String, Producer> producers = new HashMap<>();

    KafkaTransactions(final LiveBroker broker, final String script) {
        this.broker = broker;
        this.prefix = script + "/";
    }

    /** Who has a transaction at the broker. */
    record Producer(String transactionalId, long id, short epoch) {}

    /** The producer of a transaction, which is made when it is asked for first. */
    Producer producer(final String transaction) {
        return producers.computeIfAbsent(transaction, name -> make(prefix + name));
    }

    /** End a transaction, and wait until those who took part know of it; the name of the error. */
    String end(final String transaction, final boolean isCommit) {
        final Producer producer = producer(transaction);
        final EndTxnResponseData ended = ((EndTxnResponse) ask(new EndTxnRequest.Builder(
                                new EndTxnRequestData()
                                        .setTransactionalId(producer.transactionalId)
                                        .setProducerId(producer.id)
                                        .setProducerEpoch(producer.epoch)
                                        .setCommitted(isCommit),
                                true)
                        .build(END_VERSION)))
                .data();
        final Errors error = Errors.forCode(ended.errorCode());
        if (error == Errors.NONE) {
            producers.put(
                    transaction, new Producer(producer.transactionalId, ended.producerId(), ended.producerEpoch()));
            final String complete = isCommit ? "CompleteCommit" : "CompleteAbort";
            await("the transaction is at its end", () -> complete.equals(stateOf(producer.transactionalId)));
        }
        return error.name();
    }

    private Producer make(final String transactionalId) {
        final FindCoordinatorRequest find = new FindCoordinatorRequest.Builder(new FindCoordinatorRequestData()
                        .setKeyType(CoordinatorType.TRANSACTION.id())
                        .setCoordinatorKeys(List.of(transactionalId)))
                .build();
        await("the transaction coordinator is found", () -> ask(find).errorCounts().keySet().stream()
                .allMatch(error -> error == Errors.NONE));
        final InitProducerIdRequest init = new InitProducerIdRequest.Builder(new InitProducerIdRequestData()
                        .setTransactionalId(transactionalId)
                        .setTransactionTimeoutMs(TIMEOUT_MS))
                .build(INIT_VERSION);
        final InitProducerIdResponseData[] made = new InitProducerIdResponseData[1];
        await("a producer id is given out", () -> {
            made[0] = ((InitProducerIdResponse) ask(init)).data();
            return made[0].errorCode() == Errors.NONE.code();
        });
        return new Producer(transactionalId, made[0].producerId(), made[0].producerEpoch());
    }

    private String stateOf(final String transactionalId) {
        final DescribeTransactionsRequest describe = new DescribeTransactionsRequest.Builder(
                        new DescribeTransactionsRequestData().setTransactionalIds(List.of(transactionalId)))
                .build();
        return ((DescribeTransactionsResponse) ask(describe))
                .data()
                .transactionStates()
                .get(0)
                .transactionState();
    }

    private AbstractResponse ask(final AbstractRequest request) {
        try (Exchange exchange = Exchange.send(broker.address(), "transactions", request)) {
            return exchange.response();
        } catch (final IOException e) {
            throw new UncheckedIOException("the broker does not answer, request=" + request.apiKey(), e);
        }
    }

    private static void await(final String condition, final BooleanSupplier question) {
        final long deadlineNs = System.nanoTime() + MOST_NS;
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new IllegalStateException("waited too long until " + condition);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before " + condition, e);
            }
        }
    }
}
