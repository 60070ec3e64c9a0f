/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.PublishResult;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.TopicPartition;
import java.util.HashMap;
import java.util.Map;

/** Writes end markers to partitions of an engine. Under the shard's monitor. */
final class MarkerWriter implements Markers {
    private final LogEngine engine;
    private final Map<TopicPartition, TransactionAppender> appenders = new HashMap<>();

    MarkerWriter(final LogEngine engine) {
        this.engine = engine;
    }

    @Override
    public boolean tryWrite(final PendingMarker marker, final int term) {
        try {
            return !isThere(marker.partition()) || tryWriteTo(marker, term);
        } catch (final RuntimeException ex) { // of this partition: what others wait for goes on
            engine.report(ex);
            return false;
        }
    }

    private boolean tryWriteTo(final PendingMarker marker, final int term) {
        final TransactionAppender appender = appenders.computeIfAbsent(marker.partition(), this::open);
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

    private boolean isThere(final TopicPartition partition) {
        return engine.hasTopic(partition.topic())
                && engine.describeTopic(partition.topic()).partitions() > partition.partition();
    }

    private TransactionAppender open(final TopicPartition partition) {
        return new TransactionAppender(
                engine.partition(partition.topic(), partition.partition()).log());
    }

    @Override
    public void forget(final String topic) {
        appenders.entrySet().removeIf(entry -> {
            final boolean isGone = entry.getKey().topic().equals(topic);
            if (isGone) {
                entry.getValue().close();
            }
            return isGone;
        });
    }

    @Override
    public void close() {
        appenders.values().forEach(TransactionAppender::close);
        appenders.clear();
    }
}
