/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A producer that does its part of the protocol, one step at a time, whenever it is its turn. What it was not answered it asks
 * again; when it is fenced it begins anew, and fences whoever has its id then.
 */
final class SimulatedProducer {
    static final int TIMEOUT_MS = 150;

    private final SimulatedTransactions transactions;
    private final String transactionalId;
    private final Random random;
    private long producerId = ProducerIdentity.NO_ID;
    private short epoch = ProducerIdentity.NO_EPOCH;
    private SimulatedTransaction current;
    private final Set<TopicPartition> added = new HashSet<>();
    /** What is asked again until there is an answer to it; null if nothing is. */
    private TransactionRequest asked;

    private boolean isWaiting;
    private int lives;

    SimulatedProducer(final SimulatedTransactions transactions, final String transactionalId, final Random random) {
        this.transactions = transactions;
        this.transactionalId = transactionalId;
        this.random = random;
    }

    /** Its process begins anew: nothing is remembered but its name. */
    void restart() {
        lives++;
        producerId = ProducerIdentity.NO_ID;
        epoch = ProducerIdentity.NO_EPOCH;
        asked = null;
        isWaiting = false;
        forgetTransaction();
    }

    void step() {
        if (isWaiting) {
            return;
        }
        if (asked == null) {
            asked = next();
        }
        if (asked != null) {
            ask();
        }
    }

    private TransactionRequest next() {
        final int dice = random.nextInt(20);
        if (producerId == ProducerIdentity.NO_ID || dice == 0) {
            return new TransactionRequest.InitProducerId(transactionalId, TIMEOUT_MS, producerId, epoch);
        }
        if (dice == 1 || !added.isEmpty() && dice < 8) {
            final boolean isCommit = !added.isEmpty() && random.nextInt(3) > 0;
            return new TransactionRequest.End(transactionalId, producerId, epoch, isCommit);
        }
        if (!added.isEmpty() && dice < 14) {
            write();
            return null;
        }
        final Set<TopicPartition> partitions = new HashSet<>();
        partitions.add(transactions.anyPartition());
        partitions.add(transactions.anyPartition());
        return new TransactionRequest.AddPartitions(transactionalId, producerId, epoch, partitions);
    }

    private void write() {
        final List<TopicPartition> partitions = added.stream().sorted().toList();
        final TopicPartition partition = partitions.get(random.nextInt(partitions.size()));
        if (!transactions.partition(partition).write(current)) {
            restart();
        }
    }

    private void ask() {
        final TransactionRequest request = asked;
        final int life = lives;
        isWaiting = true;
        transactions.request(request, answer -> {
            if (life == lives) {
                isWaiting = false;
                onAnswer(request, answer);
            }
        });
    }

    private void onAnswer(final TransactionRequest request, final TransactionAnswer answer) {
        if (answer == null || answer.error() == ErrorCode.CONCURRENT_TRANSACTIONS) {
            return; // asked again
        }
        asked = null;
        switch (answer.error()) {
            case NONE -> onDone(request, answer);
            case PRODUCER_FENCED, INVALID_PRODUCER_ID_MAPPING -> restart();
            case INVALID_TXN_STATE -> onTooLate();
            default -> throw new AssertionError("unexpected answer=" + answer + " request=" + request);
        }
    }

    private void onDone(final TransactionRequest request, final TransactionAnswer answer) {
        if (answer instanceof TransactionAnswer.Assigned assigned) {
            if (request instanceof TransactionRequest.End end && current != null) {
                current.onPromised(end.isCommit());
            } else if (current != null) {
                current.onPromised(false); // whoever begins anew has aborted what was open
            }
            producerId = assigned.producerId();
            epoch = assigned.producerEpoch();
            transactions.noteOwner(producerId, epoch, this);
            forgetTransaction();
        } else if (request instanceof TransactionRequest.AddPartitions add) {
            current = transactions.transaction(producerId, epoch);
            added.addAll(add.partitions());
        }
    }

    /** A commit that is refused since the transaction was aborted: an abort gives the next epoch, or beginning anew. */
    private void onTooLate() {
        current.onPromised(false);
        asked = random.nextBoolean()
                ? new TransactionRequest.End(transactionalId, producerId, epoch, false)
                : new TransactionRequest.InitProducerId(transactionalId, TIMEOUT_MS, producerId, epoch);
    }

    private void forgetTransaction() {
        current = null;
        added.clear();
    }
}
