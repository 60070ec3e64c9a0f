/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import static io.taffrail.schema.sbe.MessageBytes.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of the values of a message, and of bytes that are none. */
@Timeout(60)
class MessageDecoderTest {
    private static final String A = "<field name=\"a\" id=\"1\" type=\"%s\"/>";
    private static final String GROUP =
            "<group name=\"g\" id=\"10\"><field name=\"x\" id=\"11\" type=\"int32\"/>%s</group>";
    private static final String DATA = "<data name=\"d\" id=\"20\" type=\"%s\"/>";
    private static final String TYPES = """
            <type name="text4" primitiveType="char" length="4" presence="optional"/>
            <type name="bytes2" primitiveType="uint8" length="2"/>
            <type name="optional" primitiveType="uint64" presence="optional"/>
            <type name="optionalFloat" primitiveType="float" presence="optional"/>
            <type name="optionalDouble" primitiveType="double" presence="optional" nullValue="-1"/>
            <type name="word" primitiveType="char" length="4" presence="constant">word</type>
            <type name="x" primitiveType="char" presence="constant">x</type>
            <type name="half" primitiveType="double" presence="constant">0.5</type>
            <enum name="side" encodingType="int8"><validValue name="BUY">1</validValue></enum>
            <enum name="letter" encodingType="char"><validValue name="BUY">B</validValue></enum>
            <set name="flags" encodingType="uint64"><choice name="LOW">0</choice><choice name="HIGH">63</choice></set>
            <composite name="inner"><ref name="what" type="side"/><ref name="how" type="flags"/></composite>
            <composite name="outer"><type name="n" primitiveType="int8"/><ref name="in" type="inner"/></composite>
            """;

    @Test
    void shouldDecodeEachKindOfValue() {
        value("uint64", bytes -> bytes.int64(-1), new BigInteger("18446744073709551615"));
        value("uint64", bytes -> bytes.int64(5), 5L);
        value("optional", bytes -> bytes.int64(-1), null);
        value("float", bytes -> bytes.float32(0.1f), 0.1f);
        value("float", bytes -> bytes.float32(Float.NaN), Float.NaN);
        value("optionalFloat", bytes -> bytes.float32(Float.NaN), null);
        value("double", bytes -> bytes.float64(Double.NEGATIVE_INFINITY), Double.NEGATIVE_INFINITY);
        value("optionalDouble", bytes -> bytes.float64(-1), null);
        value("char", bytes -> bytes.int8('"'), "\"");
        value("text4", bytes -> bytes.int32(0), null);
        value("text4", bytes -> bytes.characters("ab").int8(0).int8('z'), "ab");
        value("text4", bytes -> bytes.characters("a\n\"\\"), "a\n\"\\");
        value("bytes2", bytes -> bytes.int8(255).int8(1), List.of(255L, 1L));
        value("word", bytes -> bytes, "word");
        value("x", bytes -> bytes, "x");
        value("half", bytes -> bytes, 0.5);
        value("side", bytes -> bytes.int8(1), "BUY");
        value("side", bytes -> bytes.int8(-7), -7L);
        value("side", bytes -> bytes.int8(-128), null);
        value("letter", bytes -> bytes.int8('B'), "BUY");
        value("letter", bytes -> bytes.int8('S'), (long) 'S');
        value("flags", bytes -> bytes.int64(0), List.of());
        value("flags", bytes -> bytes.int64(Long.MIN_VALUE + 3), List.of("LOW", 1L, "HIGH"));
        value(
                "outer",
                bytes -> bytes.int8(3).int8(1).int64(1),
                Map.of("n", 3L, "in", Map.of("what", "BUY", "how", List.of("LOW"))));
    }

    private static void value(final String type, final Values values, final Object expected) {
        final SbeSchema schema = SbeSchema.parse(SchemaTexts.message(0, TYPES, String.format(A, type)));
        final int length = values.put(message(0, 0)).toBytes().length - 8;

        final DecodedMessage decoded = values.put(message(0, length)).decode(schema);

        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", expected);
        assertEquals(new DecodedMessage(1, "m", 9, 0, fields), decoded, type);
    }

    private interface Values {
        MessageBytes put(MessageBytes bytes);
    }

    @Test
    void shouldDecodeTextAsItsEncodingSaysAndLeaveBytesAlone() {
        final SbeSchema text = SbeSchema.parse(SchemaTexts.message(0, "", String.format(DATA, "varText")));
        final SbeSchema bytes = SbeSchema.parse(SchemaTexts.message(0, "", String.format(DATA, "varBytes")));

        assertEquals(
                "ä\u0001", message(0, 0).text("ä\u0001").decode(text).fields().get("d"));
        assertArrayEquals(new byte[] {(byte) 0xC3, 'x'}, (byte[]) message(0, 0)
                .int16(2)
                .int8(0xC3)
                .int8('x')
                .decode(text)
                .fields()
                .get("d"));
        assertArrayEquals(new byte[] {'x'}, (byte[])
                message(0, 0).text("x").decode(bytes).fields().get("d"));
    }

    /** The SBE tool looks for the parts of dimensions by place; a schema may put something between them. */
    @Test
    void shouldFindDimensionsWhereverTheyStand() {
        final String types = """
                <composite name="size"><type name="numInGroup" primitiveType="uint8"/><type name="pad" primitiveType="uint8"/>
                <type name="blockLength" primitiveType="uint16"/></composite>
                """;
        final String group = String.format(GROUP, "").replace("<group", "<group dimensionType=\"size\"");
        final SbeSchema schema = SbeSchema.parse(SchemaTexts.message(0, types, group + String.format(DATA, "varText")));

        final DecodedMessage decoded = message(0, 0)
                .int8(2)
                .int8(77)
                .int16(4)
                .int32(5)
                .int32(6)
                .text("hi")
                .decode(schema);

        assertEquals(Map.of("g", List.of(Map.of("x", 5L), Map.of("x", 6L)), "d", "hi"), decoded.fields());
    }

    @Test
    void shouldLeaveOutWhatCameAfterTheWritersVersion() {
        final String late = " sinceVersion=\"2\"";
        final String members = String.format(A, "int32")
                + String.format(A, "outer").replace("\"a\" id=\"1\"", "\"b\" id=\"2\"" + late)
                + "<field name=\"c\" id=\"3\" type=\"int32\" presence=\"optional\"" + late + "/>"
                + String.format(GROUP, String.format(DATA, "varText").replace("type", late + " type"))
                + String.format(GROUP, "").replace("\"g\" id=\"10\"", "\"h\" id=\"12\"" + late)
                + String.format(DATA, "varText")
                + String.format(DATA, "varText").replace("\"d\" id=\"20\"", "\"e\" id=\"21\"" + late);
        final SbeSchema schema = SbeSchema.parse(SchemaTexts.message(2, TYPES, members));

        final DecodedMessage decoded =
                message(1, 4).int32(7).int16(4).int16(1).int32(8).text("hello").decode(schema);

        assertEquals(1, decoded.version());
        assertEquals(Map.of("a", 7L, "g", List.of(Map.of("x", 8L)), "d", "hello"), decoded.fields());
    }

    @Test
    void shouldDecodeWhatItKnowsOfANewerVersion() {
        final SbeSchema schema =
                SbeSchema.parse(SchemaTexts.message(1, "", String.format(A, "int32") + String.format(GROUP, "")));

        final DecodedMessage decoded = message(2, 6)
                .int32(7)
                .int16(99)
                .int16(5)
                .int16(2)
                .int32(8)
                .int8(99)
                .int32(9)
                .int8(99)
                .text("more")
                .decode(schema);

        assertEquals(2, decoded.version());
        assertEquals(Map.of("a", 7L, "g", List.of(Map.of("x", 8L), Map.of("x", 9L))), decoded.fields());
    }

    @Test
    void shouldSayWhatIsWrongWithAMessage() {
        final SbeSchema schema = SbeSchema.parse(SchemaTexts.message(
                1, "", String.format(A, "int32") + String.format(GROUP, "") + String.format(DATA, "varText")));
        refuse(schema, MessageBytes.message(1, 4, 1, 8), "message of schema id=9 expected, found id=8");
        refuse(
                schema,
                MessageBytes.message(1, 4, 5, 9),
                "template id=5 of version 1 is unknown to version 1 of schema id=9");
        refuse(
                schema,
                message(1, 3).int32(7).int16(4).int16(0).int16(0),
                "m: blockLength=3 is too short for the fields");
        refuse(schema, message(1, 5).int32(7), "m: length=5 at index=8 reaches beyond the end of the message");
        refuse(schema, message(1, 4).int32(7), "m.g: length=4 at index=12 reaches beyond");
        refuse(schema, message(1, 4).int32(7).int16(3).int16(1).int32(1).int16(0), "m.g: blockLength=3 is too short");
        refuse(schema, message(1, 4).int32(7).int16(4).int16(3).int32(1), "m.g: length=4 at index=20 reaches beyond");
        refuse(schema, message(1, 4).int32(7).int16(4).int16(0).int8(0), "m.d: length=2 at index=16 reaches beyond");
        refuse(schema, message(1, 4).int32(7).int16(4).int16(0).int16(1), "m.d: length=1 at index=18 reaches beyond");
        final UnsafeBuffer shortOne = new UnsafeBuffer(new byte[100]);
        final String message = assertThrows(
                        MalformedMessageException.class, () -> new MessageDecoder(schema).decode(shortOne, 0, 7))
                .getMessage();
        assertEquals("no SBE message: length=7 is less than that of its header=8", message);
    }

    @Test
    void shouldNotBeTalkedIntoEndlessEntries() {
        final String types = "<composite name=\"size\"><type name=\"blockLength\" primitiveType=\"uint16\"/>"
                + "<type name=\"numInGroup\" primitiveType=\"uint32\" maxValue=\"2147483647\"/></composite>"
                + "<composite name=\"negative\"><type name=\"blockLength\" primitiveType=\"uint16\"/>"
                + "<type name=\"numInGroup\" primitiveType=\"int32\" minValue=\"0\"/></composite>";
        final String group = "<group name=\"g\" id=\"10\" dimensionType=\"size\"></group>";
        final SbeSchema wide = SbeSchema.parse(SchemaTexts.message(1, types, group));
        final SbeSchema signed = SbeSchema.parse(SchemaTexts.message(1, types, group.replace("size", "negative")));

        assertEquals(
                3,
                ((List<?>) message(1, 0).int16(0).int32(3).decode(wide).fields().get("g")).size());
        refuse(wide, message(1, 0).int16(0).int32(Integer.MAX_VALUE), "entries that take no bytes are too many");
        refuse(wide, message(1, 0).int16(0).int32(-1), "entries that take no bytes are too many");
        refuse(signed, message(1, 0).int16(0).int32(-1), "numInGroup=-1 must not be negative");
    }

    /** Nothing but values or a clear refusal comes of any bytes. */
    @Test
    void shouldStayWithinAnyBytes() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final SbeSchema schema = SbeSchema.parse(SchemaTexts.message(
                1,
                TYPES,
                String.format(A, "outer")
                        + String.format(GROUP, String.format(GROUP, "") + String.format(DATA, "varText"))
                        + String.format(DATA, "varText")));
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = new byte[random.nextInt(80)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt(random.nextBoolean() ? 8 : 256));
            }
            final byte[] header = message(random.nextInt(3), 10).toBytes();
            System.arraycopy(header, 0, bytes, 0, Math.min(header.length, bytes.length));
            try {
                new MessageDecoder(schema).decode(new UnsafeBuffer(bytes), 0, bytes.length);
                decoded++;
            } catch (final MalformedMessageException ex) {
                assertFalse(ex.getMessage().isEmpty(), Arrays.toString(bytes));
            }
        }
        assertTrue(decoded > 100, "decoded=" + decoded + " seed=" + seed);
    }

    private static void refuse(final SbeSchema schema, final MessageBytes bytes, final String expected) {
        final String message = assertThrows(MalformedMessageException.class, () -> bytes.decode(schema))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    /** What the rules forbid is not forbidden for nothing. */
    @Test
    void shouldMisreadFieldsThatTheRulesForbid() {
        final String a = String.format(A, "int32");
        final String b = "<field name=\"b\" id=\"2\" type=\"int32\"%s/>";
        final String late = " sinceVersion=\"2\"";
        final MessageBytes bytes = message(1, 4).int32(7);
        final Map<String, Object> seven = Map.of("a", 7L);
        misread("a field in front of others", one(a), two(String.format(b, late) + a), bytes, seven);
        misread("a field without sinceVersion", one(a), two(a + String.format(b, "")), bytes, seven);
        misread("a wider field", one(a), two(String.format(A, "int64")), bytes, seven);
        misread("a field of another kind", one(a), two(String.format(A, "float")), bytes, seven);
        misread("a sinceVersion that rose", one(a), two(a.replace("type", late + " type")), bytes, seven);
    }

    @Test
    void shouldMisreadGroupsAndDataThatTheRulesForbid() {
        final String a = String.format(A, "int32");
        final String late = " sinceVersion=\"2\"";
        final String d = String.format(DATA, "varText");
        final String e = d.replace("\"d\" id=\"20\"", "\"e\" id=\"21\"" + late);
        final String g = String.format(GROUP, "");
        final String h = g.replace("\"g\" id=\"10\"", "\"h\" id=\"12\"" + late);
        final Map<String, Object> both = Map.of("a", 7L, "d", "hello");
        misread(
                "a group before data, by an old reader",
                two(a + h + d),
                one(a + d),
                message(2, 4).int32(7).int16(4).int16(1).int32(0x020202).text("hello"),
                both);
        misread(
                "data before data, by an old reader",
                two(a + e + d),
                one(a + d),
                message(2, 4).int32(7).text("x").text("hello"),
                both);
        misread(
                "data within entries, by an old reader",
                two(String.format(GROUP, e)),
                one(g),
                message(2, 0).int16(4).int16(2).int32(5).text("xy").int32(6).text("z"),
                Map.of("g", List.of(Map.of("x", 5L), Map.of("x", 6L))));
        misread(
                "a group that is gone, before data",
                one(a + g + d),
                two(a + d),
                message(1, 4).int32(7).int16(4).int16(0).text("hello"),
                both);
    }

    private static SbeSchema one(final String members) {
        return SbeSchema.parse(SchemaTexts.message(1, "", members));
    }

    private static SbeSchema two(final String members) {
        return SbeSchema.parse(SchemaTexts.message(2, "", members));
    }

    /**
     * A reader sees something else than what is meant, or refuses it.
     *
     * @param meant what it should see of all that its writer wrote.
     */
    private static void misread(
            final String what,
            final SbeSchema writer,
            final SbeSchema reader,
            final MessageBytes bytes,
            final Map<String, Object> meant) {
        assertTrue(bytes.decode(writer).fields().keySet().containsAll(meant.keySet()), what);
        assertFalse(SchemaRules.canRead(reader, writer).isEmpty(), what);
        Map<String, Object> seen = Map.of();
        try {
            seen = new LinkedHashMap<>(bytes.decode(reader).fields());
            seen.keySet().retainAll(meant.keySet());
        } catch (final MalformedMessageException ex) {
            assertFalse(ex.getMessage().isEmpty());
        }
        assertNotEquals(meant, seen, what);
    }
}
