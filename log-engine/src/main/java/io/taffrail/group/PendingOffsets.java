/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Offsets that were committed in transactions which did not end yet: by producer, and who has some, by group and partition. */
final class PendingOffsets {
    private final Map<Long, Map<Place, PlacedOffset>> byProducer = new HashMap<>();
    private final Map<String, Map<TopicPartition, Set<Long>>> producersByGroup = new HashMap<>();

    void put(final long producerId, final PlacedOffset offset) {
        byProducer.computeIfAbsent(producerId, id -> new LinkedHashMap<>()).put(Place.of(offset), offset);
        producersByGroup
                .computeIfAbsent(offset.groupId(), id -> new TreeMap<>())
                .computeIfAbsent(offset.partition(), partition -> new HashSet<>())
                .add(producerId);
    }

    /** Partitions of a group for which there is some. */
    Set<TopicPartition> of(final String groupId) {
        return producersByGroup.getOrDefault(groupId, Map.of()).keySet();
    }

    /** Forget what any transaction committed for a partition. */
    void remove(final String groupId, final TopicPartition partition) {
        final Place place = new Place(groupId, partition);
        for (final long producerId : producersOf(place)) {
            final Map<Place, PlacedOffset> offsets = byProducer.get(producerId);
            offsets.remove(place);
            if (offsets.isEmpty()) {
                byProducer.remove(producerId);
            }
        }
        removePartition(place);
    }

    /** Forget what the transaction of a producer committed: it ended. */
    Collection<PlacedOffset> removeAll(final long producerId) {
        final Map<Place, PlacedOffset> offsets = byProducer.remove(producerId);
        if (offsets == null) {
            return List.of();
        }
        for (final Place place : offsets.keySet()) {
            final Set<Long> producers = producersOf(place);
            producers.remove(producerId);
            if (producers.isEmpty()) {
                removePartition(place);
            }
        }
        return offsets.values();
    }

    private Set<Long> producersOf(final Place place) {
        return producersByGroup.getOrDefault(place.groupId, Map.of()).getOrDefault(place.partition, Set.of());
    }

    private void removePartition(final Place place) {
        producersByGroup.computeIfPresent(place.groupId, (groupId, partitions) -> {
            partitions.remove(place.partition);
            return partitions.isEmpty() ? null : partitions;
        });
    }

    private record Place(String groupId, TopicPartition partition) {
        static Place of(final PlacedOffset offset) {
            return new Place(offset.groupId(), offset.partition());
        }
    }
}
