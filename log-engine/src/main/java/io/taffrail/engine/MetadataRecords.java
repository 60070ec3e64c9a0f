/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.codecs.metadata.MessageHeaderEncoder;
import io.taffrail.codecs.metadata.PartitionsAddedEncoder;
import io.taffrail.codecs.metadata.ProducerIdsAllocatedEncoder;
import io.taffrail.codecs.metadata.SettingsChangedEncoder;
import io.taffrail.codecs.metadata.TopicCreatedEncoder;
import io.taffrail.codecs.metadata.TopicDeletedEncoder;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Encodes records of the metadata log. One thread at a time. */
final class MetadataRecords {
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Each returns the length of the record in {@link #buffer()}. */
    int created(final TopicState topic) {
        final TopicCreatedEncoder encoder = new TopicCreatedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .topicId(topic.topicId)
                .partitions(topic.partitions);
        final TopicCreatedEncoder.SettingsEncoder settings = encoder.settingsCount(topic.overrides.size());
        topic.overrides.forEach((key, value) -> settings.next().key(key).value(value));
        encoder.name(topic.name);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int partitionsAdded(final long topicId, final int partitions) {
        final PartitionsAddedEncoder encoder = new PartitionsAddedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .topicId(topicId)
                .partitions(partitions);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** An empty value takes a setting back. */
    int settingsChanged(final long topicId, final Map<String, String> changes) {
        final SettingsChangedEncoder encoder = new SettingsChangedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .topicId(topicId);
        final SettingsChangedEncoder.SettingsEncoder settings = encoder.settingsCount(changes.size());
        changes.forEach((key, value) -> settings.next().key(key).value(value));
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int producerIdsAllocated(final long nextProducerId) {
        final ProducerIdsAllocatedEncoder encoder = new ProducerIdsAllocatedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .nextProducerId(nextProducerId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    int deleted(final long topicId) {
        final TopicDeletedEncoder encoder =
                new TopicDeletedEncoder().wrapAndApplyHeader(buffer, 0, header).topicId(topicId);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
