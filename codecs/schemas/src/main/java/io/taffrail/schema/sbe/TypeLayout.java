/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding.Presence;

/** How a value is encoded. */
sealed interface TypeLayout {
    /** Bytes in its block, 0 for a constant. */
    int length();

    /** What it is, in words. */
    String kind();

    /**
     * Whether there is a value, and what stands for none.
     *
     * @param constant  value of a constant, else null.
     * @param nullValue what stands for none, else null.
     */
    record Value(Presence presence, PrimitiveValue constant, PrimitiveValue nullValue) {}

    /**
     * A number, a character, or an array of these.
     *
     * @param charset of characters; null for numbers.
     * @param min     least valid value.
     * @param max     greatest valid value.
     */
    record Primitive(
            PrimitiveType primitive, int length, Value value, String charset, PrimitiveValue min, PrimitiveValue max)
            implements TypeLayout {
        @Override
        public String kind() {
            final int count = length / primitive.size();
            return primitive.primitiveName()
                    + (value.presence() == Presence.CONSTANT || length < 0 || count == 1 ? "" : "[" + count + "]");
        }
    }

    /**
     * One of some values.
     *
     * @param values by name.
     */
    record Choice(PrimitiveType primitive, int length, Value value, Map<String, PrimitiveValue> values)
            implements TypeLayout {
        @Override
        public String kind() {
            return "enum of " + primitive.primitiveName();
        }
    }

    /**
     * Any of some bits.
     *
     * @param bits number of each, by name.
     */
    record Bits(PrimitiveType primitive, int length, Map<String, PrimitiveValue> bits) implements TypeLayout {
        @Override
        public String kind() {
            return "set of " + primitive.primitiveName();
        }
    }

    /** Several, one behind the other. */
    record Composite(int length, List<Member> members) implements TypeLayout {
        @Override
        public String kind() {
            return "composite";
        }

        /** The member of a name, or null. */
        Member member(final String name) {
            for (final Member member : members) {
                if (member.name.equals(name)) {
                    return member;
                }
            }
            return null;
        }
    }

    /** A part of a composite at its place in it. */
    record Member(String name, int offset, TypeLayout type) {}
}
