/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.GroupMetadata;
import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.coordinator.TransactionCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.ProducerIdentity;
import io.taffrail.engine.ProducerTransaction;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.PublisherConfig;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordHandler;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Produces in transactions: what is published between {@link #begin} and {@link #commit}, to any topics and partitions, and
 * the offsets that are sent along, count together or not at all for those who read committed records.
 *
 * <pre>{@code
 * try (TransactionalProducer producer = TransactionalProducer.open(engine, ProducerConfig.of("transfers"))) {
 *     producer.begin();
 *     producer.publisher("debits").publish("alice", "-10");
 *     producer.publisher("credits").publish("bob", "10");
 *     producer.commit();
 * }
 * }</pre>
 *
 * <p>There is one live producer of a transactional id: opening another one fences this one, aborts what it left open, and
 * whatever this one tries then fails with {@link ErrorCode#PRODUCER_FENCED} or {@link ErrorCode#INVALID_PRODUCER_EPOCH}, or
 * {@link io.taffrail.log.PublishResult#STALE_PRODUCER_EPOCH} where it publishes. So does a transaction that takes longer than
 * {@code transaction.timeout.ms}.
 *
 * <p>A publish that was refused published nothing, as ever. Repeat it, or abort: a transaction whose last publish to a
 * partition was refused is not committed.
 *
 * <p>Threading: confined to one thread, with the publishers that it gives.
 */
public final class TransactionalProducer implements AutoCloseable {
    private final LogEngine engine;
    private final ProducerConfig config;
    private final TransactionCoordinator coordinator;
    private final Answered answered;
    private final Map<String, Publisher> publishers = new LinkedHashMap<>();
    private final Set<TopicPartition> offsetPartitions = new HashSet<>();
    private final Joining joining = new Joining();
    private ProducerIdentity identity;
    private boolean isOpen;
    private boolean isToAbort;
    private boolean hasJoined;
    private boolean isClosed;

    private TransactionalProducer(final LogEngine engine, final ProducerConfig config) {
        this.engine = engine;
        this.config = config;
        coordinator = TransactionCoordinator.of(engine);
        answered = new Answered(
                engine, coordinator::isClosed, config.maxBlockMs(), "transactionalId=" + config.transactionalId());
        identity = identityOf(
                ask(TransactionRequest.InitProducerId.anew(config.transactionalId(), config.transactionTimeoutMs())));
    }

    /**
     * The producer of a transactional id: the one before is fenced, and what it left open is aborted.
     *
     * @param engine to publish to.
     * @param config of the producer.
     * @return for the use of one thread.
     * @throws ErrorCodeException if the coordinator refuses it, as with {@link ErrorCode#INVALID_TRANSACTION_TIMEOUT}.
     */
    public static TransactionalProducer open(final LogEngine engine, final ProducerConfig config) {
        return new TransactionalProducer(engine, config);
    }

    /**
     * Begin a transaction.
     *
     * @throws IllegalStateException if one is open.
     * @throws ErrorCodeException    if one that {@link #process} could not abort still cannot be.
     */
    public void begin() {
        requireUsable();
        if (isToAbort) {
            abort();
        }
        if (isOpen) {
            throw new IllegalStateException("a transaction is open: commit or abort it first: " + this);
        }
        isOpen = true;
    }

    /**
     * A publisher whose records are part of the transaction that is open when they are published; publishing without one
     * throws an {@link IllegalStateException}.
     *
     * @param topic name.
     * @return always the same one; the producer closes it.
     * @throws io.taffrail.engine.EngineException if there is no such topic.
     */
    public Publisher publisher(final String topic) {
        requireUsable();
        return publishers.computeIfAbsent(
                topic, name -> engine.publisher(name, PublisherConfig.defaults().withTransaction(joining)));
    }

    /**
     * Make offsets that a consumer would commit part of the transaction: its group goes on from there if the transaction is
     * committed.
     *
     * @param offsets of the next record wanted, by partition.
     * @param group   in whose name, see {@link Consumer#groupMetadata()}.
     * @throws ErrorCodeException    if they are refused, as with {@link ErrorCode#ILLEGAL_GENERATION} when the partitions are
     *     others' by now: abort then.
     * @throws IllegalStateException if no transaction is open.
     */
    public void sendOffsets(final Map<TopicPartition, OffsetAndMetadata> offsets, final GroupMetadata group) {
        requireTransaction();
        if (offsets.isEmpty()) {
            return;
        }
        final GroupCoordinator groups = GroupCoordinator.of(engine);
        final TopicPartition partition = groups.partitionOf(group.groupId());
        if (!offsetPartitions.contains(partition)) {
            join(partition);
            offsetPartitions.add(partition);
        }
        final GroupRequest request = new GroupRequest.CommitInTransaction(
                group.groupId(),
                group.generation(),
                new GroupRequest.Identity(group.memberId(), group.instanceId()),
                identity.producerId(),
                identity.epoch(),
                Map.copyOf(offsets));
        answered.<GroupAnswer>ask(slot -> groups.request(request, slot::answer), TransactionalProducer::errorOf);
    }

    /**
     * Commit the transaction. When this returns it is decided, and whoever reads committed records sees all of it.
     *
     * @throws ErrorCodeException    if it was aborted meanwhile, for its time or by another producer of the id; or with
     *     {@link ErrorCode#COORDINATOR_NOT_AVAILABLE} if that could not be written, then try again, or abort.
     * @throws IllegalStateException if no transaction is open, or a claim of a publisher is; or if a publish was refused and no
     *     other one to its partition succeeded since: abort then.
     */
    public void commit() {
        end(true);
    }

    /**
     * Abort the transaction: nothing of it counts.
     *
     * @throws ErrorCodeException    as for {@link #commit}.
     * @throws IllegalStateException if no transaction is open, or a claim of a publisher is.
     */
    public void abort() {
        end(false);
    }

    /**
     * Consume, process, produce, exactly once: hand records of a consumer to a handler in a transaction of its own, and commit
     * what the handler published together with the consumer's positions. If anything fails the transaction is aborted, the
     * consumer goes back to where it was, and the failure is thrown.
     *
     * @param consumer   member of a group, or with partitions of its own and a group; it must not commit by itself.
     * @param handler    gets each record, and publishes by publishers of this producer.
     * @param maxRecords at most so many in one transaction.
     * @return how many were handed out; 0 when there were none.
     * @throws ErrorCodeException if the transaction could not be committed: with {@link ErrorCode#PRODUCER_FENCED} or
     *     {@link ErrorCode#INVALID_PRODUCER_EPOCH} open another producer, else go on. {@link ErrorCode#ILLEGAL_GENERATION} is
     *     what a rebalance in the midst of it gives.
     * @throws IllegalStateException if a publish was refused, see {@link #commit}.
     */
    public int process(final Consumer consumer, final RecordHandler handler, final int maxRecords) {
        if (consumer.config().isAutoCommit()) {
            throw new IllegalStateException(
                    "the consumer commits by itself: set enable.auto.commit=false: " + consumer.groupMetadata());
        }
        final Map<TopicPartition, OffsetAndMetadata> before = consumer.positions();
        begin();
        try {
            final int polled = consumer.poll(handler, maxRecords);
            if (polled > 0) {
                sendOffsets(consumer.positions(), consumer.groupMetadata());
            }
            commit();
            return polled;
        } catch (final RuntimeException | Error ex) {
            if (!giveUp(ex)) {
                consumer.goBack(before);
            }
            throw ex;
        }
    }

    /**
     * Whether a transaction is open, as far as the producer knows.
     *
     * @return true from {@link #begin} to {@link #commit} or {@link #abort}.
     */
    public boolean isInTransaction() {
        return isOpen;
    }

    /**
     * Id and epoch of the producer; each transaction has another epoch.
     *
     * @return those of the open transaction, or of the next one.
     */
    public ProducerIdentity identity() {
        return identity;
    }

    /** Abort a transaction that is open, and produce no more. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        publishers.values().forEach(Publisher::close);
        try {
            if (isOpen) {
                abort();
            }
        } catch (final ErrorCodeException ex) {
            isOpen = false; // it is not ours any more, or its time will be over
        } finally {
            isClosed = true;
        }
    }

    @Override
    public String toString() {
        return "transactionalId=" + config.transactionalId() + " " + identity;
    }

    /** Abort after a failure, now or when the next transaction begins; whether it was committed after all. */
    private boolean giveUp(final Throwable cause) {
        isToAbort = isOpen;
        try {
            publishers.values().forEach(Publisher::abortProducerClaims);
            if (isOpen) {
                abort();
            }
            return false;
        } catch (final ErrorCodeException ex) {
            cause.addSuppressed(ex);
            return ex.error() == ErrorCode.INVALID_TXN_STATE;
        } catch (final RuntimeException ex) {
            cause.addSuppressed(ex);
            return false;
        }
    }

    private void end(final boolean isCommit) {
        requireTransaction();
        if (publishers.values().stream().anyMatch(Publisher::isProducerClaimOpen)) {
            throw new IllegalStateException("a claim is open: commit or abort it before the transaction: " + this);
        }
        if (isCommit) {
            publishers.values().forEach(this::requirePublished);
        }
        if (hasJoined) {
            identity = identityOf(ask(new TransactionRequest.End(
                    config.transactionalId(), identity.producerId(), identity.epoch(), isCommit)));
        }
        isOpen = false;
        isToAbort = false;
        hasJoined = false;
        offsetPartitions.clear();
        publishers.values().forEach(Publisher::forgetRefusal);
    }

    /** Who does not look at what a publish answers is not to commit a part of what was to be published. */
    private void requirePublished(final Publisher publisher) {
        final long refusal = publisher.refusal();
        if (refusal < 0 && refusal != PublishResult.STALE_PRODUCER_EPOCH) { // of that the coordinator knows more
            throw new IllegalStateException("a publish was refused and not repeated with success: topic="
                    + publisher.topic() + ": " + PublishResult.describe(refusal) + ": abort the transaction: " + this);
        }
    }

    private void join(final TopicPartition partition) {
        if (engine.partition(partition.topic(), partition.partition()).isReplicated()) {
            throw new IllegalArgumentException(
                    "transactions do not take in replicated partitions yet: partition=" + partition);
        }
        final TransactionRequest request = new TransactionRequest.AddPartitions(
                config.transactionalId(), identity.producerId(), identity.epoch(), Set.of(partition));
        try {
            ask(request);
            hasJoined = true;
        } catch (final ErrorCodeException ex) {
            hasJoined |= Answered.isUnknown(ex.error());
            throw ex;
        }
    }

    private TransactionAnswer ask(final TransactionRequest request) {
        return answered.ask(slot -> coordinator.request(request, slot::answer), TransactionAnswer::error);
    }

    private static ProducerIdentity identityOf(final TransactionAnswer answer) {
        final TransactionAnswer.Assigned assigned = (TransactionAnswer.Assigned) answer;
        return new ProducerIdentity(assigned.producerId(), assigned.producerEpoch());
    }

    private static ErrorCode errorOf(final GroupAnswer answer) {
        final GroupAnswer.Committed committed = (GroupAnswer.Committed) answer;
        if (committed.error() != ErrorCode.NONE) {
            return committed.error();
        }
        return committed.partitions().values().stream()
                .filter(error -> error != ErrorCode.NONE)
                .findFirst()
                .orElse(ErrorCode.NONE);
    }

    private void requireTransaction() {
        requireUsable();
        if (!isOpen) {
            throw new IllegalStateException("no transaction is open: begin one first: " + this);
        }
    }

    private void requireUsable() {
        if (isClosed) {
            throw new IllegalStateException("producer is closed: " + this);
        }
    }

    /** The transactions as publishers see them. */
    private final class Joining implements ProducerTransaction {
        @Override
        public ProducerIdentity producer() {
            requireTransaction();
            return identity;
        }

        @Override
        public void join(final String topic, final int partition) {
            TransactionalProducer.this.join(new TopicPartition(topic, partition));
        }
    }
}
