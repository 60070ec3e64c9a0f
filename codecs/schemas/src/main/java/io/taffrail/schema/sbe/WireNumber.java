/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.TypeLayout.Composite;
import io.taffrail.schema.sbe.TypeLayout.Member;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;

/** A length, a count or an id in a message: at most 32 bits wide, see {@link SchemaCheck}. */
record WireNumber(int offset, PrimitiveType type, ByteOrder byteOrder) {
    static WireNumber of(final Composite composite, final String name, final ByteOrder byteOrder) {
        final Member member = composite.member(name);
        return new WireNumber(member.offset(), ((TypeLayout.Primitive) member.type()).primitive(), byteOrder);
    }

    long get(final DirectBuffer buffer, final int index) {
        final int at = index + offset;
        return switch (type) {
            case INT8 -> buffer.getByte(at);
            case UINT8 -> buffer.getByte(at) & 0xFF;
            case INT16 -> buffer.getShort(at, byteOrder);
            case UINT16 -> buffer.getShort(at, byteOrder) & 0xFFFF;
            case INT32 -> buffer.getInt(at, byteOrder);
            case UINT32 -> buffer.getInt(at, byteOrder) & 0xFFFF_FFFFL;
            case CHAR, INT64, UINT64, FLOAT, DOUBLE -> throw new IllegalStateException("not checked: type=" + type);
        };
    }
}
