/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.codecs.transactions.MessageHeaderEncoder;
import io.taffrail.codecs.transactions.StoredState;
import io.taffrail.codecs.transactions.TransactionKeyEncoder;
import io.taffrail.codecs.transactions.TransactionStoredEncoder;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import org.agrona.ExpandableArrayBuffer;

/** Encodes records of a transaction coordinator as key and value. One thread at a time. */
final class TransactionRecordEncoder {
    private final ExpandableArrayBuffer keyBuffer = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer valueBuffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TransactionKeyEncoder transactionKey = new TransactionKeyEncoder();
    private final TransactionStoredEncoder transactionStored = new TransactionStoredEncoder();
    private final RecordDraft draft = new RecordDraft();

    /** The record, in a draft that is valid until the next call. */
    RecordDraft encode(final TransactionRecord record) {
        transactionKey.wrapAndApplyHeader(keyBuffer, 0, header).transactionalId(record.transactionalId());
        draft.clear().key(keyBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + transactionKey.encodedLength());
        return record instanceof TransactionStored stored ? draft.value(valueBuffer, 0, value(stored)) : draft;
    }

    private int value(final TransactionStored stored) {
        transactionStored
                .wrapAndApplyHeader(valueBuffer, 0, header)
                .producerId(stored.producer().id())
                .previousProducerId(stored.producer().previousId())
                .nextProducerId(stored.producer().nextId())
                .startEpochMs(stored.startEpochMs())
                .updatedEpochMs(stored.updatedEpochMs())
                .timeoutMs(stored.timeoutMs())
                .producerEpoch(stored.producer().epoch())
                .lastProducerEpoch(stored.producer().lastEpoch())
                .state(StoredState.valueOf(stored.state().name()));
        final TransactionStoredEncoder.PartitionsEncoder partitions =
                transactionStored.partitionsCount(stored.partitions().size());
        for (final TopicPartition partition : stored.partitions()) {
            partitions.next().partition(partition.partition()).topic(partition.topic());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + transactionStored.encodedLength();
    }
}
