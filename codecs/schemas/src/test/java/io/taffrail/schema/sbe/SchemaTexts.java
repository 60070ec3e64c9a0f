/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

/** Schemas as texts, for tests. */
public final class SchemaTexts {
    static final String HEADER = """
            <composite name="messageHeader">
                <type name="blockLength" primitiveType="uint16"/>
                <type name="templateId" primitiveType="uint16"/>
                <type name="schemaId" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
            </composite>
            """;
    static final String TYPES = """
            <composite name="groupSizeEncoding">
                <type name="blockLength" primitiveType="uint16"/>
                <type name="numInGroup" primitiveType="uint16"/>
            </composite>
            <composite name="varText">
                <type name="length" primitiveType="uint16"/>
                <type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-8"/>
            </composite>
            <composite name="varBytes">
                <type name="length" primitiveType="uint16"/>
                <type name="varData" primitiveType="uint8" length="0"/>
            </composite>
            """;

    private SchemaTexts() {}

    /** A schema of some types beside those above, and messages. */
    public static String schema(final int version, final String types, final String messages) {
        return schema("id=\"9\" version=\"" + version + "\"", HEADER + TYPES + types, messages);
    }

    /** A schema of one message with some members. */
    public static String message(final int version, final String types, final String members) {
        return schema(version, types, "<message name=\"m\" id=\"1\">" + members + "</message>");
    }

    static String schema(final String attributes, final String types, final String messages) {
        return "<messageSchema package=\"p\" " + attributes + "><types>" + types + "</types>" + messages
                + "</messageSchema>";
    }
}
