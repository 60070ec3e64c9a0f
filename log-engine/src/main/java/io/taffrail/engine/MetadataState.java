/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.codecs.metadata.MessageHeaderDecoder;
import io.taffrail.codecs.metadata.PartitionsAddedDecoder;
import io.taffrail.codecs.metadata.ProducerIdsAllocatedDecoder;
import io.taffrail.codecs.metadata.SettingsChangedDecoder;
import io.taffrail.codecs.metadata.TopicCreatedDecoder;
import io.taffrail.codecs.metadata.TopicDeletedDecoder;
import io.taffrail.log.Record;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * What the metadata log amounts to: changes only by applying its records in order.
 *
 * <p>Threading: one thread.
 */
final class MetadataState {
    /** Topic id under which the engine's own defaults are kept. */
    static final long ENGINE = 0;

    /** No producer id was ever given out. */
    static final long NO_PRODUCER_IDS = -1;

    private final Map<String, TopicState> byName = new TreeMap<>();
    private final Map<Long, TopicState> byId = new TreeMap<>();
    private final List<TopicState> deleted = new ArrayList<>();
    private final Map<String, String> engineOverrides = new LinkedHashMap<>();
    private long nextProducerId = NO_PRODUCER_IDS;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    Map<String, TopicState> topics() {
        return byName;
    }

    /** Topics that were deleted, all since the directory was made. */
    List<TopicState> deleted() {
        return deleted;
    }

    Map<String, String> engineOverrides() {
        return engineOverrides;
    }

    /** First producer id that no block holds, or {@link #NO_PRODUCER_IDS}. */
    long nextProducerId() {
        return nextProducerId;
    }

    void nextProducerId(final long producerId) {
        nextProducerId = producerId;
    }

    /** Apply one record. */
    void apply(final Record record) {
        final DirectBuffer buffer = record.buffer();
        final int index = record.valueIndex();
        header.wrap(buffer, index);
        switch (header.templateId()) {
            case TopicCreatedDecoder.TEMPLATE_ID -> onCreated(buffer, index);
            case PartitionsAddedDecoder.TEMPLATE_ID -> onPartitionsAdded(buffer, index);
            case SettingsChangedDecoder.TEMPLATE_ID -> onSettingsChanged(buffer, index);
            case TopicDeletedDecoder.TEMPLATE_ID -> onDeleted(buffer, index);
            case ProducerIdsAllocatedDecoder.TEMPLATE_ID -> onProducerIdsAllocated(buffer, index);
            default ->
                throw new EngineException("unknown metadata record: offset=" + record.offset() + " templateId="
                        + header.templateId() + ": open the directory with the version of taffrail that wrote it");
        }
    }

    private void onCreated(final DirectBuffer buffer, final int index) {
        final TopicCreatedDecoder decoder = new TopicCreatedDecoder().wrapAndApplyHeader(buffer, index, header);
        final long topicId = decoder.topicId();
        final int partitions = decoder.partitions();
        final Map<String, String> overrides = new LinkedHashMap<>();
        for (final TopicCreatedDecoder.SettingsDecoder setting : decoder.settings()) {
            overrides.put(setting.key(), setting.value());
        }
        final TopicState topic = new TopicState(decoder.name(), topicId, partitions);
        topic.overrides.putAll(overrides);
        byName.put(topic.name, topic);
        byId.put(topicId, topic);
    }

    private void onPartitionsAdded(final DirectBuffer buffer, final int index) {
        final PartitionsAddedDecoder decoder = new PartitionsAddedDecoder().wrapAndApplyHeader(buffer, index, header);
        final TopicState topic = byId.get(decoder.topicId());
        if (topic != null) {
            topic.partitions = Math.max(topic.partitions, decoder.partitions());
        }
    }

    private void onSettingsChanged(final DirectBuffer buffer, final int index) {
        final SettingsChangedDecoder decoder = new SettingsChangedDecoder().wrapAndApplyHeader(buffer, index, header);
        final TopicState topic = byId.get(decoder.topicId());
        final Map<String, String> overrides =
                decoder.topicId() == ENGINE ? engineOverrides : topic == null ? new LinkedHashMap<>() : topic.overrides;
        for (final SettingsChangedDecoder.SettingsDecoder setting : decoder.settings()) {
            final String key = setting.key();
            final String value = setting.value();
            if (value.isEmpty()) {
                overrides.remove(key);
            } else {
                overrides.put(key, value);
            }
        }
    }

    private void onProducerIdsAllocated(final DirectBuffer buffer, final int index) {
        nextProducerId = new ProducerIdsAllocatedDecoder()
                .wrapAndApplyHeader(buffer, index, header)
                .nextProducerId();
    }

    private void onDeleted(final DirectBuffer buffer, final int index) {
        final TopicDeletedDecoder decoder = new TopicDeletedDecoder().wrapAndApplyHeader(buffer, index, header);
        final TopicState topic = byId.remove(decoder.topicId());
        if (topic != null) {
            byName.remove(topic.name);
            topic.overrides.clear();
            deleted.add(topic);
        }
    }
}
