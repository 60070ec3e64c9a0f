/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.log.PublishResult;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.Durability;
import java.util.HashMap;
import java.util.Map;

/** Writes end markers to partitions of an engine. Under the shard's monitor. */
final class MarkerWriter implements Markers {
    private final LogEngine engine;
    private final PartitionHandle state;
    private final Map<TopicPartition, TransactionAppender> appenders = new HashMap<>();

    /**
     * A writer.
     *
     * @param state the log that says why a marker is written.
     */
    MarkerWriter(final LogEngine engine, final PartitionHandle state) {
        this.engine = engine;
        this.state = state;
    }

    @Override
    public boolean tryWrite(final PendingMarker marker, final int term) {
        final TransactionAppender appender;
        try {
            beAsDurableAs(marker.partition().topic());
            appender = appenders.computeIfAbsent(marker.partition(), this::open);
        } catch (final EngineException ex) {
            return !isThere(marker.partition()); // deleted, or it cannot be opened at present
        }
        final long result = appender.end(marker.producerId(), marker.producerEpoch(), marker.isCommit(), term);
        if (result == PublishResult.CLOSED) {
            appenders.remove(marker.partition()).close(); // there may be another topic of that name by now
            return !isThere(marker.partition());
        }
        if (result == PublishResult.STALE_COORDINATOR) {
            engine.report(new EngineException("a newer coordinator ended a transaction: " + marker + " term=" + term));
        }
        return result >= 0 || result == PublishResult.STALE_PRODUCER_EPOCH; // which a later marker made it
    }

    /** A decision must not be forgotten by a power loss that its consequences survive. */
    private void beAsDurableAs(final String topic) {
        if (engine.describeTopic(topic).settings().durability() == Durability.SYNC) {
            state.flush();
        }
    }

    private boolean isThere(final TopicPartition partition) {
        return engine.hasTopic(partition.topic())
                && engine.describeTopic(partition.topic()).partitions() > partition.partition();
    }

    private TransactionAppender open(final TopicPartition partition) {
        return new TransactionAppender(
                engine.partition(partition.topic(), partition.partition()).log());
    }

    @Override
    public void close() {
        appenders.values().forEach(TransactionAppender::close);
        appenders.clear();
    }
}
