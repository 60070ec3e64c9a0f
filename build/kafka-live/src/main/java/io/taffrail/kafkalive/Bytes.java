/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.utils.Utils;

/** The texts of scripts as bytes of Kafka's wire: subscriptions of consumers in Kafka's own form, all else in UTF-8. */
final class Bytes {
    private static final String CONSUMER = "consumer";
    private static final String RAW = "!";
    private static final String AND = "+";

    private Bytes() {}

    static byte[] metadata(final String protocolType, final String text) {
        if (!CONSUMER.equals(protocolType)) {
            return plain(text);
        }
        if (text.startsWith(RAW)) {
            return plain(text.substring(RAW.length()));
        }
        final List<String> topics = text.isEmpty() ? List.of() : List.of(text.split("\\+"));
        return Utils.toArray(ConsumerProtocol.serializeSubscription(new Subscription(topics)));
    }

    /** Nothing stays nothing: a broker leaves metadata out where they are not for the one who asks. */
    static String metadata(final String protocolType, final byte[] bytes) {
        if (!CONSUMER.equals(protocolType) || bytes.length == 0) {
            return plain(bytes);
        }
        try {
            return String.join(
                    AND,
                    ConsumerProtocol.deserializeSubscription(ByteBuffer.wrap(bytes))
                            .topics());
        } catch (final SchemaException e) {
            return RAW + plain(bytes);
        }
    }

    static byte[] plain(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String plain(final byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
