/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.engine.LogEngine;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.RecordHandler;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The partitions that a consumer holds, read in turn. */
final class Holding implements AutoCloseable {
    private final LogEngine engine;
    private final ConsumerConfig config;
    private final Placement placement;
    private final Map<TopicPartition, AssignedPartition> held = new LinkedHashMap<>();
    private final Set<TopicPartition> unopened = new LinkedHashSet<>();
    private AssignedPartition[] turns = {};
    private int turn;
    private ConsumerListener listener = ConsumerListener.NONE;

    Holding(final LogEngine engine, final ConsumerConfig config, final Placement placement) {
        this.engine = engine;
        this.config = config;
        this.placement = placement;
    }

    void listener(final ConsumerListener newListener) {
        listener = newListener;
    }

    ConsumerListener listener() {
        return listener;
    }

    Set<TopicPartition> partitions() {
        return new LinkedHashSet<>(held.keySet());
    }

    Collection<AssignedPartition> all() {
        return held.values();
    }

    AssignedPartition get(final TopicPartition partition) {
        final AssignedPartition assigned = held.get(partition);
        if (assigned == null) {
            throw new IllegalStateException(
                    "partition=" + partition + " is not assigned to this consumer: assigned=" + held.keySet());
        }
        return assigned;
    }

    /** One whose place is known; it is looked up now if it is not. */
    AssignedPartition placed(final TopicPartition partition) {
        final AssignedPartition assigned = get(partition);
        if (!assigned.isPlaced() && !placement.tryPlace(assigned, listener)) {
            throw new ErrorCodeException(
                    ErrorCode.UNSTABLE_OFFSET_COMMIT, "partition=" + partition + " group=" + config.groupId());
        }
        return assigned;
    }

    /** Partitions that cannot be opened do not keep the others from being read; they are tried again while there is nothing else. */
    void add(final Collection<TopicPartition> partitions) {
        RuntimeException failure = null;
        for (final TopicPartition partition : partitions) {
            try {
                if (engine.topics().exists(partition.topic())) { // else it was deleted, and the group will notice
                    held.put(partition, open(partition));
                }
                unopened.remove(partition);
            } catch (final RuntimeException ex) {
                unopened.add(partition);
                failure = ex;
            }
        }
        turns = held.values().toArray(new AssignedPartition[0]);
        if (failure != null) {
            throw failure;
        }
    }

    void remove(final Collection<TopicPartition> partitions) {
        unopened.removeAll(partitions);
        for (final TopicPartition partition : List.copyOf(partitions)) {
            final AssignedPartition removed = held.remove(partition);
            if (removed != null) {
                removed.close();
            }
        }
        turns = held.values().toArray(new AssignedPartition[0]);
        turn = 0;
    }

    private AssignedPartition open(final TopicPartition partition) {
        final PartitionLog log =
                engine.partition(partition.topic(), partition.partition()).log();
        final PartitionReader reader =
                log.reader(ReaderStrategy.EAGER).checked(config.isChecksummed()).isolation(config.isolation());
        return new AssignedPartition(partition, log, reader);
    }

    int poll(final RecordHandler handler, final int maxRecords) {
        int delivered = 0;
        for (int i = 0; i < turns.length && delivered < maxRecords; i++) {
            final AssignedPartition assigned = turns[turn];
            turn = turn + 1 == turns.length ? 0 : turn + 1;
            if (!assigned.isPaused()) {
                delivered += poll(assigned, handler, maxRecords - delivered);
            }
        }
        if (delivered == 0) {
            if (!unopened.isEmpty()) {
                add(List.copyOf(unopened));
            }
            config.strategy().onEmpty();
        }
        return delivered;
    }

    private int poll(final AssignedPartition assigned, final RecordHandler handler, final int maxRecords) {
        if (!assigned.isPlaced() && !placement.tryPlace(assigned, listener)) {
            return 0;
        }
        final int polled = assigned.poll(handler, maxRecords);
        if (polled != PartitionReader.OUT_OF_RANGE) {
            return polled;
        }
        placement.onOutOfRange(assigned, listener);
        return Math.max(0, assigned.poll(handler, maxRecords));
    }

    int nearRetention() {
        int near = 0;
        for (final AssignedPartition assigned : held.values()) {
            near += assigned.isNearRetention() ? 1 : 0;
        }
        return near;
    }

    /** Those whose topic was deleted. */
    List<TopicPartition> gone() {
        return held.values().stream()
                .filter(AssignedPartition::isGone)
                .map(AssignedPartition::partition)
                .toList();
    }

    List<TopicPartition> without(final Collection<TopicPartition> others) {
        final List<TopicPartition> rest = new ArrayList<>(held.keySet());
        rest.removeAll(others);
        return rest;
    }

    @Override
    public void close() {
        unopened.clear();
        remove(held.keySet());
    }
}
