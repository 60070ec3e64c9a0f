/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** UTF-8, encoded by hand because {@link String#getBytes} allocates an array per string. */
final class Utf8Serde implements Serde<String> {
    static final Utf8Serde INSTANCE = new Utf8Serde();

    /** A char takes at most three bytes; a pair of surrogates takes four together. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private static final int CONTINUATION = 0x80;
    private static final int SIX_BITS = 0x3f;

    private Utf8Serde() {}

    @Override
    public int maxLength(String value) {
        if (value == null) {
            return 0;
        }
        if (value.length() > Integer.MAX_VALUE / MAX_BYTES_PER_CHAR) {
            throw new IllegalArgumentException(
                    "string length=" + value.length() + " chars is too long for one record: split it");
        }
        return value.length() * MAX_BYTES_PER_CHAR;
    }

    @Override
    public int serialize(String value, MutableDirectBuffer buffer, int index) {
        if (value == null) {
            return NULL_LENGTH;
        }
        int end = index;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < CONTINUATION) {
                buffer.putByte(end++, (byte) c);
            } else if (!Character.isSurrogate(c)) {
                end = putTwoOrThree(c, buffer, end);
            } else if (isPair(value, i)) {
                end = putFour(Character.toCodePoint(c, value.charAt(++i)), buffer, end);
            } else {
                buffer.putByte(end++, (byte) '?');
            }
        }
        return end - index;
    }

    @Override
    public String deserialize(DirectBuffer buffer, int index, int length) {
        return length < 0 ? null : buffer.getStringWithoutLengthUtf8(index, length);
    }

    private static boolean isPair(String value, int i) {
        return i + 1 < value.length() && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
    }

    private static int putTwoOrThree(char c, MutableDirectBuffer buffer, int index) {
        int end = index;
        if (c < 0x800) {
            buffer.putByte(end++, (byte) (0xc0 | c >> 6));
        } else {
            buffer.putByte(end++, (byte) (0xe0 | c >> 12));
            end = putContinuation(c >> 6, buffer, end);
        }
        return putContinuation(c, buffer, end);
    }

    private static int putFour(int codePoint, MutableDirectBuffer buffer, int index) {
        int end = index;
        buffer.putByte(end++, (byte) (0xf0 | codePoint >> 18));
        end = putContinuation(codePoint >> 12, buffer, end);
        end = putContinuation(codePoint >> 6, buffer, end);
        return putContinuation(codePoint, buffer, end);
    }

    private static int putContinuation(int bits, MutableDirectBuffer buffer, int index) {
        buffer.putByte(index, (byte) (CONTINUATION | (bits & SIX_BITS)));
        return index + 1;
    }
}
