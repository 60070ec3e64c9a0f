/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes of a message, one value behind the other, little endian. */
public final class MessageBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    private MessageBytes() {}

    /** A message with id 1 of the schema with id 9. */
    public static MessageBytes message(final int version, final int blockLength) {
        return message(version, blockLength, 1, 9);
    }

    static MessageBytes message(final int version, final int blockLength, final int templateId, final int schemaId) {
        return new MessageBytes()
                .int16(blockLength)
                .int16(templateId)
                .int16(schemaId)
                .int16(version);
    }

    public MessageBytes int8(final int value) {
        bytes.put((byte) value);
        return this;
    }

    public MessageBytes int16(final int value) {
        bytes.putShort((short) value);
        return this;
    }

    public MessageBytes int32(final int value) {
        bytes.putInt(value);
        return this;
    }

    public MessageBytes int64(final long value) {
        bytes.putLong(value);
        return this;
    }

    MessageBytes float32(final float value) {
        bytes.putFloat(value);
        return this;
    }

    MessageBytes float64(final double value) {
        bytes.putDouble(value);
        return this;
    }

    MessageBytes characters(final String value) {
        bytes.put(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Data with its length before it. */
    public MessageBytes text(final String value) {
        return int16(value.getBytes(StandardCharsets.UTF_8).length).characters(value);
    }

    public byte[] toBytes() {
        final byte[] all = new byte[bytes.position()];
        bytes.duplicate().flip().get(all);
        return all;
    }

    /** Decode it, at an index that is not 0, with other bytes around it. */
    DecodedMessage decode(final SbeSchema schema) {
        final byte[] message = toBytes();
        final UnsafeBuffer around = new UnsafeBuffer(new byte[message.length + 32]);
        around.setMemory(0, around.capacity(), (byte) 0x7F);
        around.putBytes(16, message);
        return new MessageDecoder(schema).decode(around, 16, message.length);
    }
}
