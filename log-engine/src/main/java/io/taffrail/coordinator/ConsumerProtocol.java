/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.assignor.Subscription;
import io.taffrail.codecs.groups.ConsumerAssignmentDecoder;
import io.taffrail.codecs.groups.ConsumerAssignmentEncoder;
import io.taffrail.codecs.groups.ConsumerSubscriptionDecoder;
import io.taffrail.codecs.groups.ConsumerSubscriptionEncoder;
import io.taffrail.codecs.groups.MessageHeaderDecoder;
import io.taffrail.codecs.groups.MessageHeaderEncoder;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What members of protocol type {@code consumer} say to each other through the coordinator: subscriptions to the leader,
 * assignments from it.
 */
public final class ConsumerProtocol {
    /** Protocol type of consumers. */
    public static final String TYPE = "consumer";

    private ConsumerProtocol() {}

    /**
     * Encode what a member wants and what it owns.
     *
     * @param subscription of the member; its instance id is not part of it, the coordinator knows that.
     * @return the bytes.
     */
    public static byte[] encode(final Subscription subscription) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final ConsumerSubscriptionEncoder encoder = new ConsumerSubscriptionEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .generation(subscription.generation());
        final ConsumerSubscriptionEncoder.TopicsEncoder topics =
                encoder.topicsCount(subscription.topics().size());
        subscription.topics().forEach(topic -> topics.next().topic(topic));
        final ConsumerSubscriptionEncoder.OwnedEncoder owned =
                encoder.ownedCount(subscription.owned().size());
        subscription.owned().forEach(partition -> owned.next()
                .partition(partition.partition())
                .topic(partition.topic()));
        return copy(buffer, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /**
     * Decode what a member wants and what it owns.
     *
     * @param bytes      as {@link #encode(Subscription)} made them.
     * @param instanceId of the member, or null.
     * @return the subscription.
     * @throws IllegalArgumentException if these are no such bytes.
     */
    public static Subscription subscription(final byte[] bytes, final String instanceId) {
        final ConsumerSubscriptionDecoder decoder = new ConsumerSubscriptionDecoder();
        decoder.wrapAndApplyHeader(
                checked(bytes, ConsumerSubscriptionDecoder.TEMPLATE_ID), 0, new MessageHeaderDecoder());
        final int generation = decoder.generation();
        final Set<String> topics = new TreeSet<>();
        for (final ConsumerSubscriptionDecoder.TopicsDecoder topic : decoder.topics()) {
            topics.add(topic.topic());
        }
        final List<TopicPartition> owned = new ArrayList<>();
        for (final ConsumerSubscriptionDecoder.OwnedDecoder partition : decoder.owned()) {
            final int number = partition.partition();
            owned.add(new TopicPartition(partition.topic(), number));
        }
        return new Subscription(topics, owned, generation, instanceId);
    }

    /**
     * Topics that a member wants, as far as its bytes can be read.
     *
     * @param bytes of a subscription, or anything else.
     * @return the topics; null if these are no such bytes.
     */
    static Set<String> topics(final byte[] bytes) {
        try {
            return subscription(bytes, null).topics();
        } catch (final IllegalArgumentException | IndexOutOfBoundsException ex) {
            return null;
        }
    }

    /**
     * Encode what a member is assigned.
     *
     * @param partitions that it gets.
     * @return the bytes.
     */
    public static byte[] encode(final List<TopicPartition> partitions) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final ConsumerAssignmentEncoder encoder =
                new ConsumerAssignmentEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final ConsumerAssignmentEncoder.PartitionsEncoder group = encoder.partitionsCount(partitions.size());
        partitions.forEach(
                partition -> group.next().partition(partition.partition()).topic(partition.topic()));
        return copy(buffer, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /**
     * Decode what a member is assigned.
     *
     * @param bytes as {@link #encode(List)} made them; none stand for no partitions.
     * @return the partitions.
     * @throws IllegalArgumentException if these are no such bytes.
     */
    public static List<TopicPartition> assignment(final byte[] bytes) {
        final List<TopicPartition> partitions = new ArrayList<>();
        if (bytes.length > 0) {
            final ConsumerAssignmentDecoder decoder = new ConsumerAssignmentDecoder();
            decoder.wrapAndApplyHeader(
                    checked(bytes, ConsumerAssignmentDecoder.TEMPLATE_ID), 0, new MessageHeaderDecoder());
            for (final ConsumerAssignmentDecoder.PartitionsDecoder partition : decoder.partitions()) {
                final int number = partition.partition();
                partitions.add(new TopicPartition(partition.topic(), number));
            }
        }
        return partitions;
    }

    private static UnsafeBuffer checked(final byte[] bytes, final int templateId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (bytes.length < MessageHeaderDecoder.ENCODED_LENGTH
                || header.wrap(buffer, 0).schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.templateId() != templateId) {
            throw new IllegalArgumentException("not the bytes of a consumer: length=" + bytes.length
                    + ": members of a group must all be taffrail consumers");
        }
        return buffer;
    }

    private static byte[] copy(final ExpandableArrayBuffer buffer, final int length) {
        return Arrays.copyOf(buffer.byteArray(), length);
    }
}
