/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A 64-bit hash over a stream of messages that depends on every byte and on their order. Each word is mixed in by the
 * finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 *
 * <p>Deliberately not the log's CRC32C: it is computed from what the reader was handed, whatever the log checked itself.
 */
final class StreamHash {
    private StreamHash() {}

    /** @return {@code hash} carried on over the message but for its time of sending. */
    static long next(final long hash, final DirectBuffer buffer, final int index, final int length) {
        final int end = index + length - DemoMessages.SENT_TIME_LENGTH;
        long next = mix(hash ^ length);
        int at = index;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            next = mix(next ^ buffer.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
        for (; at < end; at++) {
            next = mix(next ^ (buffer.getByte(at) & 0xFF));
        }
        return next;
    }

    private static long mix(final long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
