/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.log.Appender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.ProducerIdentity;
import io.taffrail.transaction.TransactionRecord;
import io.taffrail.transaction.TransactionRecord.TransactionRemoved;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import io.taffrail.transaction.TransactionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionRecordCodecTest {
    private static final Set<TransactionState> NEVER_STORED =
            Set.of(TransactionState.DEAD, TransactionState.PREPARE_EPOCH_FENCE);

    @TempDir
    Path directory;

    @Test
    void shouldReadBackWhatWasWritten() {
        final List<TransactionRecord> records = new ArrayList<>();
        for (final TransactionState state : TransactionState.values()) {
            if (!NEVER_STORED.contains(state)) {
                records.add(stored("t", state, new TopicPartition("orders", 3), new TopicPartition("", 0)));
                records.add(new TransactionRemoved(state.text()));
            }
        }
        records.add(stored("ünïcödé-✓", TransactionState.EMPTY));
        records.add(stored("", TransactionState.ONGOING, many(70_000)));

        assertEquals(records, readBack(records));
    }

    @Test
    void shouldSayWhichRecordItDoesNotKnow() {
        try (LogEngine engine = LogEngine.open(directory);
                Appender appender = log(engine).appender();
                PartitionReader reader = log(engine).reader(ReaderStrategy.EAGER)) {
            appender.append(new RecordDraft().value(new byte[1]));

            final IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> reader.poll(record -> new TransactionRecordDecoder().decode(record), 1));
            assertTrue(refused.getMessage().contains("offset=0 templateId=-1"), refused.getMessage());
        }
    }

    private List<TransactionRecord> readBack(final List<TransactionRecord> records) {
        final List<TransactionRecord> read = new ArrayList<>();
        final TransactionRecordEncoder encoder = new TransactionRecordEncoder();
        final TransactionRecordDecoder decoder = new TransactionRecordDecoder();
        try (LogEngine engine = LogEngine.open(directory);
                Appender appender = log(engine).appender();
                PartitionReader reader = log(engine).reader(ReaderStrategy.EAGER)) {
            for (final TransactionRecord record : records) {
                assertTrue(appender.append(encoder.encode(record)) >= 0, record.transactionalId());
            }
            while (read.size() < records.size()) {
                reader.poll(record -> read.add(decoder.decode(record)), Integer.MAX_VALUE);
            }
        }
        return read;
    }

    private static PartitionLog log(final LogEngine engine) {
        if (!engine.hasTopic("transactions")) {
            engine.topics().create("transactions", 1, Map.of());
        }
        return engine.partition("transactions", 0).log();
    }

    private static TopicPartition[] many(final int count) {
        final TopicPartition[] partitions = new TopicPartition[count];
        for (int i = 0; i < count; i++) {
            partitions[i] = new TopicPartition("topic" + i % 7, i);
        }
        return partitions;
    }

    /** Every number is another one, so that none can take another's place. */
    private static TransactionStored stored(
            final String transactionalId, final TransactionState state, final TopicPartition... partitions) {
        final ProducerIdentity producer =
                new ProducerIdentity(Long.MAX_VALUE, Short.MAX_VALUE, (short) -1, Long.MAX_VALUE - 1, -1);
        return new TransactionStored(
                transactionalId, producer, state, Integer.MAX_VALUE, Set.of(partitions), -2, 1_800_000_000_000L);
    }
}
