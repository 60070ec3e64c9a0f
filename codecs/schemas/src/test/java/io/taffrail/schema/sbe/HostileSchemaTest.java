/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas that the SBE tool takes and that no decoder gets right, or that cost more than they weigh. */
@Timeout(60)
class HostileSchemaTest {
    private static final String ENUM =
            "<enum name=\"e\" encodingType=\"uint8\"><validValue name=\"A\">1</validValue></enum>";
    private static final String FIELD = "<field name=\"a\" id=\"1\" type=\"int32\"/>";

    /** The SBE tool puts names into XPath expressions: with a quote in one, a reference means what no check saw. */
    @Test
    void shouldRefuseNamesThatAreExpressions() {
        final String expression = "x' or @name='c";
        refuse(
                types("<composite name=\"c\"><ref name=\"b\" type=\"" + expression + "\"/></composite>"),
                "quote in it: type=");
        refuse(types("<enum name=\"c\" encodingType=\"" + expression + "\"/>"), "quote in it: encodingType=");
        refuse(
                types("<type name=\"c\" primitiveType=\"int8\" presence=\"constant\" valueRef=\"" + expression
                        + ".A\"/>"),
                "quote in it: valueRef=");
        refuse(
                SchemaTexts.message(0, "", FIELD).replace("package=", "headerType=\"" + expression + "\" package="),
                "quote in it: headerType=");
    }

    /** A reference means the first of them, a field the last. */
    @Test
    void shouldRefuseTwoTypesOfOneName() {
        refuse(types(doubling(8) + "<composite name=\"c3\"/>"), "two types are named c3");
        refuse(types(ENUM + "</types><types>" + ENUM), "schema is not valid: two types are named e");
    }

    @Test
    void shouldCountTheDefaultDimensions() {
        final StringBuilder members = new StringBuilder();
        for (int i = 0; i < 1100; i++) {
            members.append("<type name=\"m").append(i).append("\" primitiveType=\"uint8\"/>");
        }
        final String text = SchemaTexts.message(0, "", numbered("<group name=\"g%1$d\" id=\"%1$d\"/>", 1000));
        final String dimensions = "<type name=\"numInGroup\" primitiveType=\"uint16\"/>";
        refuse(text.replace(dimensions, dimensions + members), "more than 1000000 elements");
    }

    /** Each reference makes the SBE tool walk over the document: a short one would keep it busy for minutes. */
    @Test
    void shouldRefuseWhatTakesTooLongToParse() {
        refuse(types(doubling(15)), "refer to each other too often: references=");
        final String late = "<composite name=\"c%1$d\"><ref name=\"r\" type=\"last\"/></composite>";
        refuse(
                types(numbered(late, 6000) + "<type name=\"last\" primitiveType=\"int8\"/>"),
                "refer to each other too often: references=6000");
        refuse(types(numbered("<enum name=\"e%d\" encodingType=\"b\"/>", 6000)), "references=6000");
        SbeSchema.parse(types(numbered("<enum name=\"e%d\" encodingType=\"uint8\"/>", 500) + doubling(8)));
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheHeader() {
        final String text = SchemaTexts.message(0, "", FIELD);
        refuse(text.replace("version=\"0\"", "version=\"65536\""), "version=65536 must be 0 to 65535");
        refuse(text.replace("id=\"9\"", "id=\"65536\""), "messageSchema: id=65536 must be 0 to 65535");
        refuse(text.replace("name=\"m\" id=\"1\"", "name=\"m\" id=\"65537\""), "m: id=65537 must be 0 to 65535");
        refuse(text.replace("name=\"m\" id=\"1\"", "name=\"m\" id=\"-1\""), "m: id=-1 must be 0 to 65535");
        refuse(
                field("<type name=\"t\" primitiveType=\"char\" length=\"65536\"/>"),
                "m: blockLength=65536 must be 0 to 65535");
        refuse(
                SchemaTexts.message(0, "", "<group name=\"g\" id=\"2\" blockLength=\"65536\">" + FIELD + "</group>"),
                "m.g: blockLength=65536 must be 0 to 65535");
        final SbeSchema most = SbeSchema.parse(field("<type name=\"t\" primitiveType=\"char\" length=\"65535\"/>"));
        assertEquals(65535, most.layout().messages().get(1).block().encodedLength());
    }

    /** Lengths that overflow put fields where others are, or before the message. */
    @Test
    void shouldRefuseLengthsThatAreNone() {
        refuse(field("<type name=\"t\" primitiveType=\"uint8\" length=\"-16\"/>"), "length=-16 must be 0 to 16777216");
        refuse(field("<type name=\"t\" primitiveType=\"uint32\" length=\"1073741824\"/>"), "length=1073741824 must be");
        final String wide = SchemaTexts.HEADER.replace(
                "\"blockLength\" primitiveType=\"uint16", "\"blockLength\" primitiveType=\"uint32");
        final String sum = SchemaTexts.schema(
                "id=\"9\"",
                wide + "<type name=\"t\" primitiveType=\"uint64\" length=\"16777216\"/>",
                "<message name=\"m\" id=\"1\">" + numbered("<field name=\"f%1$d\" id=\"%1$d\" type=\"t\"/>", 33)
                        + "</message>");
        refuse(sum, "offset=-2147483648 lies within");
        refuse(field("<type name=\"t\" primitiveType=\"uint8\" length=\"0\"/>"), "must have a fixed length");
        refuse(field("<type name=\"t\" primitiveType=\"char\" variableLength=\"true\"/>"), "must have a fixed length");
        refuse(
                SchemaTexts.schema(
                        0,
                        "",
                        "<message name=\"m\" id=\"1\"><field name=\"z\" id=\"2\" type=\"varText\"/></message>"
                                + "<message name=\"n\" id=\"2\"><data name=\"d\" id=\"3\" type=\"varText\"/></message>"),
                "m.z.varData: a field of uint8 must have a fixed length");
    }

    /** The SBE tool has no place for them in their block, and decodes them all the same: what stands behind is read as them. */
    @Test
    void shouldRefuseWhatIsConstantAndHasBytes() {
        final String members = "<composite name=\"t\"><type name=\"q\" primitiveType=\"uint8\"/>%s</composite>";
        final String constant = " presence=\"constant\" encodingType=";
        refuse(
                field(String.format(members, ENUM.replace(" encodingType=", constant))),
                "m.z: what it has takes bytes=2");
        refuse(
                field(String.format(members, "<set name=\"s\"" + constant + "\"uint64\"/>")),
                "m.z: what it has takes bytes=9");
        final String type = "<composite name=\"t\">" + ENUM + "</composite>";
        final String field = "<field name=\"z\" id=\"2\" type=\"t\" presence=\"constant\"/>";
        refuse(SchemaTexts.message(0, type, field), "m: what it has takes bytes=1");
        refuse(SchemaTexts.message(0, type, field + FIELD), "m.a: offset=0 lies within");
        refuse(
                SchemaTexts.message(
                        0,
                        "<type name=\"t\" primitiveType=\"uint8\" presence=\"constant\">5</type>",
                        field.replace("\"constant\"", "\"required\"")),
                "or be constant as its type is");
        final SbeSchema padded = SbeSchema.parse(SchemaTexts.message(0, type, field)
                .replace("name=\"m\" id=\"1\"", "name=\"m\" id=\"1\" blockLength=\"4\""));
        assertEquals(
                Map.of("z", Map.of("e", "A")),
                MessageBytes.message(0, 4).int32(1).decode(padded).fields());
    }

    @Test
    void shouldRefuseEnumsAndSetsOfFractions() {
        final String number = "<type name=\"n\" primitiveType=\"double\"/>";
        refuse(field(number + "<enum name=\"t\" encodingType=\"n\"/>"), "m.z: an enum or a set must be encoded as");
        refuse(field(number + "<set name=\"t\" encodingType=\"n\"/>"), "found encodingType=double");
    }

    /** Generated code has the length at the beginning and the value right behind it, whatever the schema says. */
    @Test
    void shouldRefuseDataWithGaps() {
        final String data = "<data name=\"d\" id=\"2\" type=\"t\"/>";
        final String type = "<composite name=\"t\"><type name=\"length\" primitiveType=\"uint16\"%s/>%s"
                + "<type name=\"varData\" primitiveType=\"uint8\" length=\"0\"%s/></composite>";
        final String reserved = "<type name=\"reserved\" primitiveType=\"uint16\"/>";
        refuse(SchemaTexts.message(0, String.format(type, "", reserved, ""), data), "found offset=0 and offset=4");
        refuse(
                SchemaTexts.message(0, String.format(type, "", "", " offset=\"4\""), data),
                "found offset=0 and offset=4");
        refuse(
                SchemaTexts.message(0, String.format(type, " offset=\"2\"", "", ""), data),
                "found offset=2 and offset=4");
        refuse(
                SchemaTexts.message(
                        0,
                        "<composite name=\"t\"><type name=\"varData\" primitiveType=\"uint8\" length=\"0\" offset=\"2\"/>"
                                + "<type name=\"length\" primitiveType=\"uint16\" offset=\"2\"/></composite>",
                        data),
                "found offset=2 and offset=2");
    }

    @Test
    void shouldShowConstantCharactersAsTheyAreEncoded() {
        final SbeSchema schema = SbeSchema.parse(field("<type name=\"t\" primitiveType=\"char\" presence=\"constant\""
                + " characterEncoding=\"ISO-8859-1\">\u00e9</type>"));

        assertEquals(
                Map.of("z", "\u00e9"), MessageBytes.message(0, 0).decode(schema).fields());
    }

    /** The decoder of UTF-32 lets them pass, but no JSON can be written of them. */
    @Test
    void shouldTakeHalvesOfSurrogatesForBytes() {
        final String type = "<composite name=\"t\"><type name=\"length\" primitiveType=\"uint16\"/>"
                + "<type name=\"varData\" primitiveType=\"uint8\" length=\"0\" characterEncoding=\"UTF-32BE\"/></composite>";
        final SbeSchema schema =
                SbeSchema.parse(SchemaTexts.message(0, type, "<data name=\"d\" id=\"2\" type=\"t\"/>"));

        final Map<String, Object> fields = MessageBytes.message(0, 0)
                .int16(4)
                .int16(0)
                .int8(0xD8)
                .int8(0)
                .decode(schema)
                .fields();

        assertArrayEquals(new byte[] {0, 0, (byte) 0xD8, 0}, (byte[]) fields.get("d"));
    }

    private static String doubling(final int steps) {
        return "<composite name=\"c0\"><type name=\"x\" primitiveType=\"int8\"/></composite>"
                + numbered(
                        "<composite name=\"c%1$d\"><ref name=\"a\" type=\"c%2$d\"/><ref name=\"b\" type=\"c%2$d\"/></composite>",
                        steps);
    }

    /** A text for each number, from 1. */
    private static String numbered(final String text, final int count) {
        final StringBuilder all = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            all.append(String.format(text, i, i - 1));
        }
        return all.toString();
    }

    private static String types(final String types) {
        return SchemaTexts.message(0, types, FIELD);
    }

    /** A message with a field of type t. */
    private static String field(final String types) {
        return SchemaTexts.message(0, types, "<field name=\"z\" id=\"2\" type=\"t\"/>");
    }

    private static void refuse(final String text, final String expected) {
        final String message = assertThrows(InvalidSchemaException.class, () -> SbeSchema.parse(text))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }
}
