/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.compression.Compression;
import io.taffrail.log.Appender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The topics of an engine: the state that the metadata log amounts to, and the logs that go with it. A change is
 * appended, is durable, and is then applied; what fails before leaves nothing changed.
 *
 * <p>Threading: changes under the monitor; look-ups from any thread.
 */
final class TopicRegistry implements Topics {
    private static final int MAX_PARTITIONS = 100_000;
    private static final int PRODUCER_PREFIX_BITS = 38;
    private static final int PRODUCER_ID_BITS = 24;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30); // a change waits longer than a publisher

    private final PartitionLog metadata;
    private final PartitionLogs logs;
    private final TopicSettings configuredDefaults;
    private final Consumer<String> onDeleted;
    private final MetadataState state = new MetadataState();
    private final MetadataRecords records = new MetadataRecords();
    private final Appender appender;
    private final Set<Long> usedIds = new HashSet<>();
    private volatile Map<String, TopicHandle> handles = Map.of();

    TopicRegistry(
            final PartitionLog metadata,
            final PartitionLogs logs,
            final TopicSettings configuredDefaults,
            final Consumer<String> onDeleted) {
        this.metadata = metadata;
        this.logs = logs;
        this.configuredDefaults = configuredDefaults;
        this.onDeleted = onDeleted;
        try (PartitionReader reader = metadata.reader(ReaderStrategy.EAGER)) {
            while (reader.poll(state::apply, Integer.MAX_VALUE) > 0) {
                continue;
            }
        }
        this.appender = metadata.appender();
        final Map<String, TopicHandle> found = new TreeMap<>();
        for (final TopicState topic : state.topics().values()) {
            found.put(topic.name, handle(topic));
            usedIds.add(topic.topicId);
        }
        state.deleted().forEach(topic -> usedIds.add(topic.topicId));
        handles = found;
    }

    /** Clear the directories away that deletions left which a crash cut short; call it once, before publishing. */
    void removeOrphans() throws IOException {
        logs.removeOrphans(state.topics(), state.deleted());
    }

    TopicHandle handle(final String name) {
        final TopicHandle handle = handles.get(name);
        if (handle == null) {
            throw new EngineException("unknown topic: topic=" + name + ": create it first, or see the list of topics");
        }
        return handle;
    }

    Iterable<TopicHandle> handles() {
        return handles.values();
    }

    @Override
    public synchronized TopicDescription create(
            final String name, final int partitions, final Map<String, String> settings) {
        requireValid(name, partitions, settings);
        if (handles.containsKey(name)) {
            throw new EngineException("topic exists already: topic=" + name);
        }
        return create(new TopicState(name, newTopicId(), partitions), settings);
    }

    @Override
    public synchronized TopicDescription create(
            final String name, final int partitions, final Map<String, String> settings, final long topicId) {
        requireValid(name, partitions, settings);
        if (isReserved(topicId)) {
            throw new IllegalArgumentException(
                    "topicId=" + topicId + " is reserved: choose another one for topic=" + name);
        }
        final TopicHandle present = handles.get(name);
        if (present != null && present.topicId() == topicId) {
            return present.describe();
        }
        if (present != null) {
            throw new EngineException("topic exists already under another id: topic=" + name + " topicId="
                    + present.topicId() + ", asked for topicId=" + topicId);
        }
        if (usedIds.contains(topicId)) {
            throw new EngineException("topicId=" + topicId + " belongs to another topic, or to one that was deleted: "
                    + "ids are never used again: topic=" + name);
        }
        return create(new TopicState(name, topicId, partitions), settings);
    }

    synchronized TopicDescription internalTopic(
            final String name, final int partitions, final Map<String, String> settings) {
        final TopicHandle present = handles.get(name);
        if (present != null) {
            return present.describe();
        }
        if (!TopicName.isInternal(TopicName.requireValid(name))) {
            throw new IllegalArgumentException("topic=" + name + " is not internal");
        }
        requirePartitions(partitions);
        usable(TopicSettings.of(settings, defaults()));
        return create(new TopicState(name, newTopicId(), partitions), settings);
    }

    private void requireValid(final String name, final int partitions, final Map<String, String> settings) {
        TopicName.requireUserTopic(name);
        requirePartitions(partitions);
        usable(TopicSettings.of(settings, defaults()));
    }

    /** Settings that only the class path can tell about. */
    private static TopicSettings usable(final TopicSettings settings) {
        if (!Compression.isAvailable(settings.compressionType())) {
            throw new IllegalArgumentException("no codec for compression.type="
                    + settings.compressionType().text() + ": add the library taffrail-compression to the class path");
        }
        return settings;
    }

    private TopicDescription create(final TopicState topic, final Map<String, String> settings) {
        final String name = topic.name;
        topic.overrides.putAll(settings);
        logs.requireNoDirectories(name, 0, topic.partitions);
        append(records.created(topic));
        usedIds.add(topic.topicId);
        final Map<String, TopicHandle> changed = new TreeMap<>(handles);
        final TopicHandle handle = handle(topic);
        changed.put(name, handle);
        handles = changed;
        return handle.describe();
    }

    @Override
    public List<TopicDescription> list() {
        final List<TopicDescription> list = new ArrayList<>();
        for (final TopicHandle handle : handles.values()) {
            if (!TopicName.isInternal(handle.name())) {
                list.add(handle.describe());
            }
        }
        return list;
    }

    @Override
    public TopicDescription describe(final String name) {
        return handle(name).describe();
    }

    @Override
    public boolean exists(final String name) {
        return handles.containsKey(name);
    }

    @Override
    public synchronized TopicDescription alter(
            final String name, final Map<String, String> set, final Set<String> remove) {
        final TopicHandle handle = handle(name);
        requireKept(name, set, remove);
        final Map<String, String> overrides = changed(handle.describe().overrides(), set, remove);
        final TopicSettings settings = usable(TopicSettings.of(overrides, defaults()));
        append(records.settingsChanged(handle.topicId(), changes(set, remove)));
        handle.change(overrides, settings);
        return handle.describe();
    }

    @Override
    public synchronized void alterDefaults(final Map<String, String> set, final Set<String> remove) {
        final Map<String, String> overrides = changed(state.engineOverrides(), set, remove);
        final TopicSettings defaults = usable(TopicSettings.of(overrides, configuredDefaults));
        final Map<TopicHandle, TopicSettings> settings = new LinkedHashMap<>();
        for (final TopicHandle handle : handles.values()) {
            settings.put(handle, TopicSettings.of(handle.describe().overrides(), defaults));
        }
        append(records.settingsChanged(MetadataState.ENGINE, changes(set, remove)));
        state.engineOverrides().clear();
        state.engineOverrides().putAll(overrides);
        settings.forEach((handle, changed) -> handle.change(handle.describe().overrides(), changed));
    }

    @Override
    public synchronized TopicDescription addPartitions(final String name, final int partitions) {
        final TopicHandle handle = handle(TopicName.requireUserTopic(name));
        requirePartitions(partitions);
        final int present = handle.partitionCount();
        if (partitions <= present) {
            throw new IllegalArgumentException("partitions=" + partitions + " must be larger than the present number="
                    + present + ": partitions cannot be taken away");
        }
        logs.requireNoDirectories(name, present, partitions);
        append(records.partitionsAdded(handle.topicId(), partitions));
        final PartitionLog[] more = new PartitionLog[partitions - present];
        for (int i = 0; i < more.length; i++) {
            more[i] = logs.make(
                    name, handle.topicId(), present + i, handle.describe().settings());
        }
        handle.add(more);
        return handle.describe();
    }

    @Override
    public synchronized void delete(final String name) {
        final TopicHandle handle = handle(name);
        if (TopicName.isInternal(name)) {
            throw new IllegalArgumentException("topic=" + name + " is internal and cannot be deleted");
        }
        append(records.deleted(handle.topicId()));
        final Map<String, TopicHandle> changed = new TreeMap<>(handles);
        changed.remove(name);
        handles = changed;
        try {
            onDeleted.accept(name);
        } finally {
            logs.delete(handle);
        }
    }

    /**
     * Take a block of producer ids, durably: the first of them. Ids begin at a random place, so that the nodes of a cluster,
     * each of which has a metadata log of its own, do not give out the same ones.
     */
    synchronized long takeProducerIds(final int number) {
        final long present = state.nextProducerId();
        final long first = present == MetadataState.NO_PRODUCER_IDS
                ? ThreadLocalRandom.current().nextLong(1L << PRODUCER_PREFIX_BITS) << PRODUCER_ID_BITS
                : present;
        append(records.producerIdsAllocated(first + number));
        state.nextProducerId(first + number);
        return first;
    }

    /** What a topic of the engine's own remembers is not to be deleted for its age or size. */
    private static void requireKept(final String name, final Map<String, String> set, final Set<String> remove) {
        for (final String key : List.of(SettingKeys.RETENTION_MS, SettingKeys.RETENTION_BYTES)) {
            if (TopicName.isInternal(name) && (set.containsKey(key) || remove.contains(key))) {
                throw new IllegalArgumentException(
                        key + " of topic=" + name + " cannot be changed: the engine needs all of its records");
            }
        }
    }

    TopicSettings defaults() {
        return TopicSettings.of(state.engineOverrides(), configuredDefaults);
    }

    void close() {
        appender.close();
    }

    private TopicHandle handle(final TopicState topic) {
        final TopicSettings settings = TopicSettings.of(topic.overrides, defaults());
        final PartitionLog[] made = new PartitionLog[topic.partitions];
        for (int partition = 0; partition < made.length; partition++) {
            made[partition] = logs.make(topic.name, topic.topicId, partition, settings);
        }
        return new TopicHandle(topic.name, topic.topicId, made, topic.overrides, settings);
    }

    private void append(final int length) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        long result = appender.append(records.buffer(), 0, length);
        while (result == PublishResult.BACK_PRESSURED && System.nanoTime() < deadlineNs) {
            result = appender.append(records.buffer(), 0, length);
        }
        if (result < 0) {
            final IOException cause = metadata.failure() == null ? null : new IOException(metadata.failure());
            throw new EngineException("cannot write to the metadata log: " + PublishResult.describe(result), cause);
        }
    }

    private long newTopicId() {
        long id;
        do {
            id = ThreadLocalRandom.current().nextLong();
        } while (isReserved(id) || usedIds.contains(id));
        return id;
    }

    private static boolean isReserved(final long topicId) {
        return topicId == MetadataState.ENGINE || topicId == Layout.METADATA_TOPIC_ID;
    }

    private static Map<String, String> changed(
            final Map<String, String> present, final Map<String, String> set, final Set<String> remove) {
        final Map<String, String> overrides = new LinkedHashMap<>(present);
        for (final String key : remove) {
            SettingKeys.topic(key);
            overrides.remove(key);
        }
        overrides.putAll(set);
        return overrides;
    }

    private static Map<String, String> changes(final Map<String, String> set, final Set<String> remove) {
        final Map<String, String> changes = new LinkedHashMap<>(set);
        for (final String key : remove) {
            changes.putIfAbsent(key, "");
        }
        return changes;
    }

    private static void requirePartitions(final int partitions) {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException("partitions=" + partitions + " must be from 1 to " + MAX_PARTITIONS);
        }
    }
}
