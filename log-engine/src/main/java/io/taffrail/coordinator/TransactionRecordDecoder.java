/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.codecs.transactions.MessageHeaderDecoder;
import io.taffrail.codecs.transactions.TransactionKeyDecoder;
import io.taffrail.codecs.transactions.TransactionStoredDecoder;
import io.taffrail.log.Record;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.ProducerIdentity;
import io.taffrail.transaction.TransactionRecord;
import io.taffrail.transaction.TransactionState;
import java.util.HashSet;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Decodes what {@link TransactionRecordEncoder} wrote. One thread at a time. */
final class TransactionRecordDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TransactionKeyDecoder transactionKey = new TransactionKeyDecoder();
    private final TransactionStoredDecoder transactionStored = new TransactionStoredDecoder();

    TransactionRecord decode(final Record record) {
        final DirectBuffer buffer = record.buffer();
        final int templateId = record.keyLength() < 0
                ? -1
                : header.wrap(buffer, record.keyIndex()).templateId();
        if (templateId != TransactionKeyDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("unknown record of a transaction coordinator: offset=" + record.offset()
                    + " templateId=" + templateId + ": open the directory with the version of taffrail that wrote it");
        }
        final String transactionalId = transactionKey
                .wrapAndApplyHeader(buffer, record.keyIndex(), header)
                .transactionalId();
        if (record.valueLength() < 0) {
            return new TransactionRecord.TransactionRemoved(transactionalId);
        }
        transactionStored.wrapAndApplyHeader(buffer, record.valueIndex(), header);
        return new TransactionRecord.TransactionStored(
                transactionalId,
                producer(),
                TransactionState.valueOf(transactionStored.state().name()),
                transactionStored.timeoutMs(),
                partitions(),
                transactionStored.startEpochMs(),
                transactionStored.updatedEpochMs());
    }

    private ProducerIdentity producer() {
        return new ProducerIdentity(
                transactionStored.producerId(),
                transactionStored.producerEpoch(),
                transactionStored.lastProducerEpoch(),
                transactionStored.previousProducerId(),
                transactionStored.nextProducerId());
    }

    private Set<TopicPartition> partitions() {
        final Set<TopicPartition> partitions = new HashSet<>();
        for (final TransactionStoredDecoder.PartitionsDecoder each : transactionStored.partitions()) {
            final int number = each.partition();
            partitions.add(new TopicPartition(each.topic(), number));
        }
        return partitions;
    }
}
