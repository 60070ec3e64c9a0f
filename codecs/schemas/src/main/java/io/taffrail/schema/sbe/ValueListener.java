/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.TokenListener;

/**
 * Collects the values of a message by name. What came after the writer's version is announced by the decoder all the same, at places
 * where something else stands: it is left out.
 */
final class ValueListener implements TokenListener {
    private final ByteOrder byteOrder;
    private final int version;
    private final Deque<Map<String, Object>> open = new ArrayDeque<>();
    private int compositeDepth;
    private int absentDepth;

    ValueListener(final ByteOrder byteOrder, final int version) {
        this.byteOrder = byteOrder;
        this.version = version;
        open.push(new LinkedHashMap<>());
    }

    Map<String, Object> fields() {
        return open.getFirst();
    }

    @Override
    public void onBeginMessage(final Token token) {
        // its map is open
    }

    @Override
    public void onEndMessage(final Token token) {
        // its map stays open
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final Token typeToken,
            final int actingVersion) {
        if (isPresent(fieldToken)) {
            put(fieldToken, value(buffer, bufferIndex, typeToken));
        }
    }

    @Override
    public void onEnum(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        if (!isPresent(fieldToken)) {
            return;
        }
        final Token type = tokens.get(fromIndex);
        if (compositeDepth == 0 && fieldToken.isConstantEncoding()) {
            final String reference = fieldToken.encoding().constValue().toString();
            put(fieldToken, LayoutReader.simpleName(reference));
            return;
        }
        final long number = whole(buffer, bufferIndex, type.encoding().primitiveType());
        Object value = type.encoding().applicableNullValue().longValue() == number ? null : number;
        for (final Token known : tokens.subList(fromIndex + 1, toIndex)) {
            if (known.encoding().constValue().longValue() == number) {
                value = known.name();
            }
        }
        put(compositeDepth > 0 ? type : fieldToken, value);
    }

    @Override
    public void onBitSet(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        if (!isPresent(fieldToken)) {
            return;
        }
        final Token type = tokens.get(fromIndex);
        final PrimitiveType primitive = type.encoding().primitiveType();
        final long bits = whole(buffer, bufferIndex, primitive);
        final List<Object> set = new ArrayList<>();
        for (int bit = 0; bit < primitive.size() * Byte.SIZE; bit++) {
            if ((bits & (1L << bit)) != 0) {
                set.add(nameOf(bit, tokens.subList(fromIndex + 1, toIndex)));
            }
        }
        put(compositeDepth > 0 ? type : fieldToken, set);
    }

    private static Object nameOf(final long bit, final List<Token> choices) {
        for (final Token choice : choices) {
            if (choice.encoding().constValue().longValue() == bit) {
                return choice.name();
            }
        }
        return bit;
    }

    @Override
    public void onBeginComposite(
            final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex) {
        if (!isPresent(fieldToken)) {
            absentDepth++;
            return;
        }
        final Map<String, Object> members = new LinkedHashMap<>();
        put(compositeDepth > 0 ? tokens.get(fromIndex) : fieldToken, members);
        compositeDepth++;
        open.push(members);
    }

    @Override
    public void onEndComposite(
            final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex) {
        if (absentDepth > 0) {
            absentDepth--;
        } else {
            compositeDepth--;
            open.pop();
        }
    }

    @Override
    public void onGroupHeader(final Token token, final int numInGroup) {
        if (isPresent(token)) {
            put(token, new ArrayList<Map<String, Object>>());
        }
    }

    @Override
    public void onBeginGroup(final Token token, final int groupIndex, final int numInGroup) {
        final Map<String, Object> entry = new LinkedHashMap<>();
        @SuppressWarnings("unchecked") // put there by the group's header
        final List<Map<String, Object>> entries = (List<Map<String, Object>>) fields().get(token.name());
        entries.add(entry);
        open.push(entry);
    }

    @Override
    public void onEndGroup(final Token token, final int groupIndex, final int numInGroup) {
        open.pop();
    }

    @Override
    public void onVarData(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final int length,
            final Token typeToken) {
        if (isPresent(fieldToken)) {
            put(fieldToken, text(bytes(buffer, bufferIndex, length), typeToken.encoding()));
        }
    }

    private boolean isPresent(final Token token) {
        return absentDepth == 0 && token.version() <= version;
    }

    private void put(final Token named, final Object value) {
        open.getFirst().put(named.name(), value);
    }

    private Object value(final DirectBuffer buffer, final int index, final Token type) {
        final Encoding encoding = type.encoding();
        if (type.isConstantEncoding()) {
            return constant(encoding);
        }
        if (encoding.primitiveType() == PrimitiveType.CHAR) {
            return characters(buffer, index, type);
        }
        if (type.arrayLength() == 1) {
            return number(buffer, index, encoding);
        }
        final List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < type.arrayLength(); i++) {
            numbers.add(number(buffer, index + i * encoding.primitiveType().size(), encoding));
        }
        return numbers;
    }

    private static Object constant(final Encoding encoding) {
        final PrimitiveValue value = encoding.constValue();
        return switch (encoding.primitiveType()) {
            case CHAR ->
                upToZero(new String(
                        value.byteArrayValue(PrimitiveType.CHAR), Charset.forName(LayoutReader.charset(encoding))));
            case FLOAT -> (float) value.doubleValue();
            case DOUBLE -> value.doubleValue();
            default -> unsigned(value.longValue(), encoding.primitiveType());
        };
    }

    private static String upToZero(final String text) {
        final int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** They end at the first zero, or where the array does. */
    private static Object characters(final DirectBuffer buffer, final int index, final Token type) {
        int length = 0;
        while (length < type.encodedLength() && buffer.getByte(index + length) != 0) {
            length++;
        }
        return length == 0 && type.isOptionalEncoding() ? null : text(bytes(buffer, index, length), type.encoding());
    }

    private static byte[] bytes(final DirectBuffer buffer, final int index, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return bytes;
    }

    private static Object text(final byte[] bytes, final Encoding encoding) {
        final String charset = LayoutReader.charset(encoding);
        if (charset == null) {
            return bytes;
        }
        try {
            final String text = Charset.forName(charset)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // some decoders, such as that of UTF-32, let halves of a surrogate pass
            return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : bytes;
        } catch (final CharacterCodingException ex) {
            return bytes;
        }
    }

    private Object number(final DirectBuffer buffer, final int index, final Encoding encoding) {
        final boolean isOptional = encoding.presence() == Encoding.Presence.OPTIONAL;
        final PrimitiveValue none = encoding.applicableNullValue();
        switch (encoding.primitiveType()) {
            case FLOAT -> {
                final float value = buffer.getFloat(index, byteOrder);
                return isOptional && Double.compare(value, none.doubleValue()) == 0 ? null : value;
            }
            case DOUBLE -> {
                final double value = buffer.getDouble(index, byteOrder);
                return isOptional && Double.compare(value, none.doubleValue()) == 0 ? null : value;
            }
            default -> {
                final long value = whole(buffer, index, encoding.primitiveType());
                return isOptional && value == none.longValue() ? null : unsigned(value, encoding.primitiveType());
            }
        }
    }

    private static Object unsigned(final long value, final PrimitiveType type) {
        if (type == PrimitiveType.UINT64 && value < 0) {
            return new BigInteger(Long.toUnsignedString(value));
        }
        return value;
    }

    private long whole(final DirectBuffer buffer, final int index, final PrimitiveType type) {
        return switch (type) {
            case CHAR, INT8 -> buffer.getByte(index);
            case UINT8 -> buffer.getByte(index) & 0xFF;
            case INT16 -> buffer.getShort(index, byteOrder);
            case UINT16 -> buffer.getShort(index, byteOrder) & 0xFFFF;
            case INT32 -> buffer.getInt(index, byteOrder);
            case UINT32 -> buffer.getInt(index, byteOrder) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> buffer.getLong(index, byteOrder);
            case FLOAT, DOUBLE -> throw new IllegalStateException("not a whole number: type=" + type);
        };
    }
}
