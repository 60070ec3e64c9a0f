/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.RandomSchema.Kind;
import io.taffrail.schema.sbe.RandomSchema.Node;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;

/**
 * A message of a made-up schema with values made up too: its bytes, and the values by the ids of what has them, so that what any
 * schema makes of it can be told.
 */
final class RandomMessage {
    final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final RandomSchema schema;
    private final SplittableRandom random;
    private final Node message;
    private final Map<Integer, Object> values;
    private int length;

    RandomMessage(final RandomSchema schema, final Node message, final SplittableRandom random) {
        this.schema = schema;
        this.message = message;
        this.random = random;
        putShort(message.blockLength());
        putShort(message.id);
        putShort(9);
        putShort(schema.version);
        values = put(message);
        buffer.checkLimit(length);
    }

    int length() {
        return length;
    }

    int templateId() {
        return message.id;
    }

    private Map<Integer, Object> put(final Node node) {
        final Map<Integer, Object> block = new LinkedHashMap<>();
        for (final Node field : node.fields) {
            block.put(field.id, put(field.kind));
        }
        length += node.padding;
        for (final Node group : node.groups) {
            final List<Map<Integer, Object>> entries = new ArrayList<>();
            final int count = random.nextInt(3);
            putShort(group.blockLength());
            length += schema.isPadded ? 1 : 0;
            putShort(count);
            for (int i = 0; i < count; i++) {
                entries.add(put(group));
            }
            block.put(group.id, entries);
        }
        for (final Node data : node.data) {
            final String text = word(random.nextInt(6));
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            putShort(bytes.length);
            buffer.putBytes(length, bytes);
            length += bytes.length;
            block.put(data.id, text);
        }
        return block;
    }

    private Object put(final Kind kind) {
        return switch (kind) {
            case int8, int16, int32, int64 -> putWhole(kind.length, true);
            case uint8, uint16, uint32, uint64 -> putWhole(kind.length, false);
            case floating -> {
                final float value = random.nextInt();
                buffer.putFloat(length, value, schema.byteOrder);
                length += 4;
                yield value;
            }
            case doubling -> {
                final double value = random.nextDouble();
                buffer.putDouble(length, value, schema.byteOrder);
                length += 8;
                yield value;
            }
            case character -> putText(word(1), 1);
            case text -> putText(word(random.nextInt(6)), 5);
            case numbers -> List.of(putWhole(2, false), putWhole(2, false), putWhole(2, false));
            case optional -> putOptional();
            case side -> putSide();
            case flags -> putFlags();
            case price -> Map.of("mantissa", putWhole(8, true), "exponent", putWhole(1, true));
            case seven -> 7L;
        };
    }

    private Object putOptional() {
        final boolean isNone = random.nextInt(3) == 0;
        final int value = isNone ? Integer.MIN_VALUE : random.nextInt(100);
        buffer.putInt(length, value, schema.byteOrder);
        length += 4;
        return new Optional(isNone ? null : (long) value, value);
    }

    private Side putSide() {
        final List<Integer> all = new ArrayList<>(schema.sides.values());
        final int value = random.nextInt(5) == 0 ? 255 : all.get(random.nextInt(all.size()));
        buffer.putByte(length++, (byte) value);
        return new Side(value);
    }

    private Flags putFlags() {
        final List<Long> bits = new ArrayList<>();
        int value = 0;
        for (final int bit : schema.flags.values()) {
            if (random.nextBoolean()) {
                bits.add((long) bit);
                value |= 1 << bit;
            }
        }
        putShort(value);
        bits.sort(null);
        return new Flags(bits);
    }

    private Object putText(final String text, final int size) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        buffer.setMemory(length, size, (byte) 0);
        buffer.putBytes(length, bytes);
        length += size;
        return text;
    }

    private Object putWhole(final int size, final boolean isSigned) {
        final long value = random.nextLong() >> (64 - size * 8);
        switch (size) {
            case 1 -> buffer.putByte(length, (byte) value);
            case 2 -> buffer.putShort(length, (short) value, schema.byteOrder);
            case 4 -> buffer.putInt(length, (int) value, schema.byteOrder);
            default -> buffer.putLong(length, value, schema.byteOrder);
        }
        length += size;
        if (isSigned || value >= 0) {
            return value;
        }
        return size == 8 ? new BigInteger(Long.toUnsignedString(value)) : (Object) (value & ((1L << (size * 8)) - 1));
    }

    private void putShort(final int value) {
        buffer.putShort(length, (short) value, schema.byteOrder);
        length += 2;
    }

    private String word(final int letters) {
        final StringBuilder word = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** What a schema makes of it: all that it knows and that is there. */
    Map<String, Object> asSeenBy(final RandomSchema reader) {
        for (final Node node : reader.messages) {
            if (node.id == message.id) {
                return see(reader, node, values);
            }
        }
        return null;
    }

    private static Map<String, Object> see(
            final RandomSchema reader, final Node node, final Map<Integer, Object> block) {
        final Map<String, Object> seen = new LinkedHashMap<>();
        final List<Node> all = new ArrayList<>(node.fields);
        all.addAll(node.data);
        for (final Node each : all) {
            if (block.containsKey(each.id)) {
                seen.put(each.name, see(reader, block.get(each.id)));
            }
        }
        for (final Node group : node.groups) {
            if (block.containsKey(group.id)) {
                final List<Map<String, Object>> entries = new ArrayList<>();
                for (final Object entry : (List<?>) block.get(group.id)) {
                    @SuppressWarnings("unchecked")
                    final Map<Integer, Object> entryValues = (Map<Integer, Object>) entry;
                    entries.add(see(reader, group, entryValues));
                }
                seen.put(group.name, entries);
            }
        }
        return seen;
    }

    private static Object see(final RandomSchema reader, final Object value) {
        if (value instanceof Optional optional) {
            return optional.value;
        }
        if (value instanceof Side side) {
            final Object name = nameOf(reader.sides, side.number);
            return name == null && side.number != 255 ? (Object) (long) side.number : name;
        }
        if (value instanceof Flags set) {
            final List<Object> seen = new ArrayList<>();
            for (final long bit : set.bits) {
                final Object name = nameOf(reader.flags, (int) bit);
                seen.add(name == null ? (Object) bit : name);
            }
            return seen;
        }
        return value;
    }

    private static String nameOf(final Map<String, Integer> names, final int value) {
        for (final Map.Entry<String, Integer> entry : names.entrySet()) {
            if (entry.getValue() == value) {
                return entry.getKey();
            }
        }
        return null;
    }

    private record Optional(Object value, int number) {}

    private record Side(int number) {}

    private record Flags(List<Long> bits) {}
}
