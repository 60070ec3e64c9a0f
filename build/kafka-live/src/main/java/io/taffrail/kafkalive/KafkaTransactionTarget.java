/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.ProducerAnswer;
import io.taffrail.kafkacontract.ProducerRequest;
import io.taffrail.kafkacontract.Request.Partition;
import io.taffrail.kafkacontract.TransactionTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.DescribeTransactionsRequest;
import org.apache.kafka.common.requests.DescribeTransactionsResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ListTransactionsRequest;
import org.apache.kafka.common.requests.ListTransactionsResponse;

/**
 * The transactional ids of one script at a live broker, asked in the newest version of each request: that of transaction
 * version 2. Time is real.
 *
 * <p>Threading: used by one thread.
 */
public final class KafkaTransactionTarget implements TransactionTarget {
    private final LiveBroker broker;
    private final GroupNames ids;

    /**
     * A fresh target.
     *
     * @param broker a running one, not closed here.
     * @param script keeps its transactional ids apart from those of other scripts.
     */
    public KafkaTransactionTarget(final LiveBroker broker, final String script) {
        this.broker = broker;
        this.ids = new GroupNames(script);
    }

    @Override
    public ProducerAnswer ask(final ProducerRequest request) {
        try (Exchange exchange = Exchange.send(broker.address(), "script", of(request))) {
            return of(exchange.response());
        } catch (final IOException e) {
            throw new UncheckedIOException("the broker does not answer, request=" + request, e);
        }
    }

    @Override
    public void advance(final long durationMs) {
        try {
            TimeUnit.MILLISECONDS.sleep(durationMs);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time passed", e);
        }
    }

    @Override
    public void close() {
        // ids are the script's own: there is nothing to clean up
    }

    private AbstractRequest of(final ProducerRequest request) {
        if (request instanceof final ProducerRequest.Init init) {
            return init(init);
        } else if (request instanceof final ProducerRequest.Add add) {
            return add(add);
        } else if (request instanceof final ProducerRequest.End end) {
            return new EndTxnRequest.Builder(
                            new EndTxnRequestData()
                                    .setTransactionalId(ids.real(end.transactionalId()))
                                    .setProducerId(end.producerId())
                                    .setProducerEpoch(end.epoch())
                                    .setCommitted(end.isCommit()),
                            true)
                    .build();
        } else if (request instanceof final ProducerRequest.Describe describe) {
            return new DescribeTransactionsRequest.Builder(new DescribeTransactionsRequestData()
                            .setTransactionalIds(List.of(ids.real(describe.transactionalId()))))
                    .build();
        } else if (request instanceof final ProducerRequest.ListTransactions list) {
            return new ListTransactionsRequest.Builder(new ListTransactionsRequestData().setStateFilters(list.states()))
                    .build();
        }
        throw new IllegalArgumentException("not a request of transactions, request=" + request);
    }

    /** The client will not build what the broker would refuse: the values are set afterwards. */
    private AbstractRequest init(final ProducerRequest.Init init) {
        final InitProducerIdRequest request = new InitProducerIdRequest.Builder(
                        new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(1))
                .build();
        request.data()
                .setTransactionalId(ids.real(init.transactionalId()))
                .setTransactionTimeoutMs(init.timeoutMs())
                .setProducerId(init.producerId())
                .setProducerEpoch(init.epoch());
        return request;
    }

    private AbstractRequest add(final ProducerRequest.Add add) {
        final AddPartitionsToTxnTopicCollection topics = new AddPartitionsToTxnTopicCollection();
        for (final Partition partition : add.partitions()) {
            AddPartitionsToTxnTopic topic = topics.find(partition.topic());
            if (topic == null) {
                topic = new AddPartitionsToTxnTopic().setName(partition.topic()).setPartitions(new ArrayList<>());
                topics.add(topic);
            }
            topic.partitions().add(partition.index());
        }
        final AddPartitionsToTxnTransactionCollection transactions = new AddPartitionsToTxnTransactionCollection();
        transactions.add(new AddPartitionsToTxnTransaction()
                .setTransactionalId(ids.real(add.transactionalId()))
                .setProducerId(add.producerId())
                .setProducerEpoch(add.epoch())
                .setTopics(topics));
        return AddPartitionsToTxnRequest.Builder.forBroker(transactions).build();
    }

    private ProducerAnswer of(final AbstractResponse response) {
        if (response instanceof final InitProducerIdResponse init) {
            return new ProducerAnswer.Assigned(
                    name(init.data().errorCode()),
                    init.data().producerId(),
                    init.data().producerEpoch());
        } else if (response instanceof final EndTxnResponse end) {
            return new ProducerAnswer.Assigned(
                    name(end.data().errorCode()),
                    end.data().producerId(),
                    end.data().producerEpoch());
        } else if (response instanceof final AddPartitionsToTxnResponse add) {
            return added(add);
        } else if (response instanceof final DescribeTransactionsResponse describe) {
            return described(describe.data().transactionStates().get(0));
        } else if (response instanceof final ListTransactionsResponse list) {
            return listed(list);
        }
        throw new IllegalArgumentException("not a response about transactions, response=" + response);
    }

    /** Kafka answers for each partition; here all have the same answer. */
    private static ProducerAnswer added(final AddPartitionsToTxnResponse add) {
        final Set<String> errors = new TreeSet<>();
        add.data()
                .resultsByTransaction()
                .forEach(transaction -> transaction.topicResults().forEach(topic -> topic.resultsByPartition()
                        .forEach(partition -> errors.add(name(partition.partitionErrorCode())))));
        return new ProducerAnswer.Added(errors.isEmpty() ? name(add.data().errorCode()) : String.join("+", errors));
    }

    private static ProducerAnswer described(final TransactionState described) {
        final List<Partition> partitions = new ArrayList<>();
        described.topics().forEach(topic -> topic.partitions()
                .forEach(partition -> partitions.add(new Partition(topic.topic(), partition))));
        return new ProducerAnswer.Described(
                name(described.errorCode()),
                described.transactionState(),
                described.producerId(),
                described.producerEpoch(),
                described.transactionTimeoutMs(),
                List.copyOf(partitions));
    }

    private ProducerAnswer listed(final ListTransactionsResponse list) {
        return new ProducerAnswer.Listed(
                name(list.data().errorCode()),
                list.data().transactionStates().stream()
                        .filter(each -> ids.isMine(each.transactionalId()))
                        .map(each -> new ProducerAnswer.ListedTransaction(
                                ids.shown(each.transactionalId()), each.transactionState(), each.producerId()))
                        .toList());
    }

    private static String name(final short code) {
        return Errors.forCode(code).name();
    }
}
