/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is a schema, and what is said of what is none. */
@Timeout(60)
class SbeSchemaTest {
    private static final String FIELD = "<field name=\"a\" id=\"1\" type=\"int32\"/>";

    @Test
    void shouldSayWhatASchemaHas() {
        final String text = SchemaTexts.schema(
                3, "", "<message name=\"b\" id=\"7\">" + FIELD + "</message><message name=\"a\" id=\"2\"/>");

        final SbeSchema schema = SbeSchema.parse(text);

        assertEquals(9, schema.id());
        assertEquals(3, schema.version());
        assertEquals("p", schema.packageName());
        assertEquals(text, schema.text());
        assertEquals(List.of(new SbeSchema.Template(2, "a"), new SbeSchema.Template(7, "b")), schema.templates());
        assertEquals(List.of(), schema.warnings());
    }

    @Test
    void shouldTakeOurOwnSchemas() throws IOException {
        for (final String name :
                List.of("log", "metadata", "examples", "cluster", "groups", "transactions", "schemas")) {
            try (InputStream in = SbeSchemaTest.class.getResourceAsStream("/taffrail-" + name + ".xml")) {
                final SbeSchema schema = SbeSchema.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));

                assertTrue(schema.id() > 700, name);
                assertEquals(List.of(), SchemaRules.canRead(schema, schema), name);
            }
        }
    }

    @Test
    void shouldKeepWarnings() {
        final String text = SchemaTexts.message(0, "", "<field name=\"class\" id=\"1\" type=\"int32\"/>");

        final List<String> warnings = SbeSchema.parse(text).warnings();

        assertTrue(warnings.toString().contains("name is not valid for Java: class"), warnings::toString);
    }

    @Test
    void shouldSayWhereTheXmlIsWrong() {
        refuse("", "line=1 column=1");
        refuse("no schema", "line=1 column=1");
        refuse("<messageSchema>\n<types>\n</messageSchema>", "line=3");
        refuse("<other/>", "root element messageSchema expected, found other");
    }

    @Test
    void shouldRefuseWhatDoesNotStandAlone() {
        final String body = SchemaTexts.message(0, "", FIELD);
        refuse("<!DOCTYPE messageSchema>" + body, "a document type is not allowed");
        refuse(
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + body.replace("</types>", "&x;</types>"),
                "a document type is not allowed");
        refuse(body.replace("&", "").replace("</types>", "&x;</types>"), "\"x\"");
        refuse(
                body.replace(
                        "</types>", "<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"o.xml\"/></types>"),
                "an inclusion is not allowed");
    }

    @Test
    void shouldSayWhichElementIsWrong() {
        refuse(
                message("<field name=\"a\" id=\"1\" type=\"price\"/>"),
                "<message name=\"m\"> <field name=\"a\">",
                "price");
        refuse(message("<field name=\"a\" type=\"int32\"/>"), "'field' has missing attribute: id");
        refuse(message("<field name=\"a\" id=\"x\" type=\"int32\"/>"), "not a number: For input string: \"x\"");
        refuse(message(FIELD + FIELD), "duplicate id found: 1", "duplicate name found: a");
        refuse(
                SchemaTexts.message(1, "", "<field name=\"a\" id=\"1\" type=\"int32\" sinceVersion=\"2\"/>"),
                "m.a.sinceVersion=2 > messageSchema.version=1");
        refuse(message("<data name=\"d\" id=\"1\" type=\"varText\"/><group name=\"g\" id=\"2\"/>"), "group node");
        refuse(SchemaTexts.schema(0, "", ""), "it has no messages");
        refuse(SchemaTexts.schema("version=\"1\"", SchemaTexts.HEADER, "<message name=\"m\" id=\"1\"/>"), "id");
        refuse(SchemaTexts.schema("id=\"1\"", "", "<message name=\"m\" id=\"1\"/>"), "messageHeader");
        refuse(
                SchemaTexts.message(
                        0,
                        "<enum name=\"e\" encodingType=\"uint8\"><validValue name=\"A\"></validValue></enum>",
                        "<field name=\"a\" id=\"1\" type=\"e\"/>"),
                "the SBE tool stopped at it");
    }

    @Test
    void shouldRefuseWhatCannotBeDecoded() {
        refuse(
                SchemaTexts.schema(
                        "id=\"1\"",
                        SchemaTexts.HEADER.replace(
                                "name=\"schemaId\" primitiveType=\"uint16", "name=\"schemaId\" primitiveType=\"uint64"),
                        "<message name=\"m\" id=\"1\"/>"),
                "schemaId of messageHeader must be one whole number of at most 32 bits");
        final String wide = SchemaTexts.TYPES
                .replace("\"groupSizeEncoding\"", "\"wide\"")
                .replace(
                        "name=\"blockLength\" primitiveType=\"uint16\"",
                        "name=\"blockLength\" primitiveType=\"uint64\"");
        refuse(
                SchemaTexts.message(
                        0,
                        wide.substring(0, wide.indexOf("</composite>")) + "</composite>",
                        "<group name=\"g\" id=\"1\" dimensionType=\"wide\">" + FIELD + "</group>"),
                "blockLength of m.g must be one whole number of at most 32 bits");
        refuse(
                SchemaTexts.message(
                        0,
                        "<type name=\"t\" primitiveType=\"char\" length=\"4\" characterEncoding=\"KLINGON\"/>",
                        "<field name=\"a\" id=\"1\" type=\"t\"/>"),
                "characterEncoding=KLINGON of type t is unknown");
    }

    @Test
    void shouldRefuseWhatGrowsOutOfAllBounds() {
        final StringBuilder types = new StringBuilder();
        types.append("<composite name=\"c0\"><type name=\"x\" primitiveType=\"int8\"/></composite>");
        for (int i = 1; i < 30; i++) {
            types.append("<composite name=\"c")
                    .append(i)
                    .append("\"><ref name=\"a\" type=\"c")
                    .append(i - 1)
                    .append("\"/><ref name=\"b\" type=\"c")
                    .append(i - 1)
                    .append("\"/></composite>");
        }
        refuse(SchemaTexts.message(0, types.toString(), FIELD), "more than 1000000 elements");
        refuse(message("<group name=\"g\" id=\"1\">".repeat(40) + "</group>".repeat(40)), "nested deeper than 32");
        refuse(message(FIELD + " ".repeat(SbeSchema.MAX_BYTES)), "too large");
        refuse(
                SchemaTexts.message(
                        0,
                        "<composite name=\"a\"><ref name=\"b\" type=\"b\"/></composite>"
                                + "<composite name=\"b\"><ref name=\"a\" type=\"a\"/></composite>",
                        FIELD),
                "ref types cannot create circular dependencies");
    }

    @Test
    void shouldPrintNothing() {
        final PrintStream err = System.err;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            refuse("<messageSchema", "line=1");
            refuse(message("<field name=\"a\" id=\"1\" type=\"price\"/>"), "price");
            SbeSchema.parse(SchemaTexts.message(0, "", "<field name=\"class\" id=\"1\" type=\"int32\"/>"));
        } finally {
            System.setErr(err);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    private static String message(final String members) {
        return SchemaTexts.message(0, "", members);
    }

    private static void refuse(final String text, final String... expected) {
        final String message = assertThrows(InvalidSchemaException.class, () -> SbeSchema.parse(text))
                .getMessage();
        for (final String part : expected) {
            assertTrue(message.contains(part), message);
        }
        assertTrue(message.startsWith("schema is "), message);
    }
}
