/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.nio.ByteOrder;
import java.util.List;
import java.util.SortedMap;

/**
 * Where everything stands in the messages of a schema.
 *
 * @param messages by template id.
 */
record SchemaLayout(
        int id,
        int version,
        ByteOrder byteOrder,
        TypeLayout.Composite header,
        SortedMap<Integer, MessageLayout> messages) {

    /** A message: its root block is as long as its header says. */
    record MessageLayout(String name, int templateId, Block block) {}

    /**
     * A block of fields, and the groups and data behind it: the root of a message, or an entry of a group.
     *
     * @param encodedLength bytes that its writers make it, padding at the end included.
     * @param fields        in order.
     * @param variables     groups and data in order.
     */
    record Block(int encodedLength, List<Field> fields, List<Variable> variables) {
        /** Bytes that the fields of a version take, gaps included. */
        int length(final int version) {
            int length = 0;
            for (final Field field : fields) {
                if (field.sinceVersion <= version && field.type.length() > 0) {
                    length = Math.max(length, field.offset + field.type.length());
                }
            }
            return length;
        }
    }

    /** A field at its place in a block. */
    record Field(String name, int id, int sinceVersion, int offset, TypeLayout type) {}

    /**
     * What stands behind a block and has a length of its own.
     *
     * @param header dimensions of a group, or length and value of data.
     * @param entry  of a group; null for data.
     */
    record Variable(String name, int id, int sinceVersion, TypeLayout.Composite header, Block entry) {
        boolean isGroup() {
            return entry != null;
        }

        String kind() {
            return isGroup() ? "group" : "data";
        }
    }
}
