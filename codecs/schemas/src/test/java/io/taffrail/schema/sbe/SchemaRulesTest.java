/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import static io.taffrail.schema.sbe.SchemaTexts.message;
import static io.taffrail.schema.sbe.SchemaTexts.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule with a pair of schemas, in both directions. */
class SchemaRulesTest {
    private static final String A = "<field name=\"a\" id=\"1\" type=\"int32\"/>";
    private static final String B = "<field name=\"b\" id=\"2\" type=\"int32\"/>";
    private static final String B2 = "<field name=\"b\" id=\"2\" type=\"int32\" sinceVersion=\"2\"/>";
    private static final String G = "<group name=\"g\" id=\"10\">" + A + "</group>";
    private static final String H2 = "<group name=\"h\" id=\"11\" sinceVersion=\"2\">" + A + "</group>";
    private static final String D = "<data name=\"d\" id=\"20\" type=\"varText\"/>";
    private static final String E2 = "<data name=\"e\" id=\"21\" type=\"varText\" sinceVersion=\"2\"/>";

    /** What an old and a new schema make of each other: part of each problem, in order. */
    private record Case(String name, String before, String after, List<String> backward, List<String> forward) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Case> CASES = new ArrayList<>();

    static List<Case> cases() {
        if (CASES.isEmpty()) {
            schemas();
            fields();
            changedFields();
            types();
            values();
            variables();
            changedVariables();
            entries();
        }
        return CASES;
    }

    private static void add(
            final String name,
            final String before,
            final String after,
            final List<String> backward,
            final List<String> forward) {
        CASES.add(new Case(name, before, after, backward, forward));
    }

    private static void schemas() {
        final String m = "<message name=\"m\" id=\"1\">" + A + "</message>";
        final String n = "<message name=\"n\" id=\"2\">" + A + "</message>";
        add("nothing", message(1, "", A), message(1, "", A), List.of(), List.of());
        add("a higher version alone", message(1, "", A), message(2, "", A), List.of(), List.of());
        add(
                "another id",
                message(1, "", A),
                message(1, "", A).replace("id=\"9\"", "id=\"8\""),
                List.of("messageSchema: id=8 expected, found id=9"),
                List.of("messageSchema: id=9 expected, found id=8"));
        add(
                "another byte order",
                message(1, "", A),
                message(1, "", A).replace("package", "byteOrder=\"bigEndian\" package"),
                List.of("byteOrder=BIG_ENDIAN expected, found byteOrder=LITTLE_ENDIAN"),
                List.of("byteOrder=LITTLE_ENDIAN"));
        add(
                "a wider header",
                message(1, "", A),
                message(2, "", A).replace("templateId\" primitiveType=\"uint16", "templateId\" primitiveType=\"uint32"),
                List.of("messageHeader: composite of members=4 length=10 expected, found members=4 length=8"),
                List.of("length=8 expected, found members=4 length=10"));
        add(
                "a header in another order",
                message(1, "", A),
                message(2, "", A)
                        .replace("\"templateId\"", "\"x\"")
                        .replace("\"schemaId\"", "\"templateId\"")
                        .replace("\"x\"", "\"schemaId\""),
                List.of("member schemaId expected at offset=2, found member templateId", "member templateId expected"),
                List.of("member templateId expected at offset=2", "member schemaId expected at offset=4"));
        add("a new message", schema(1, "", m), schema(2, "", m + n), List.of(), List.of());
        add(
                "a new message, same version",
                schema(1, "", m),
                schema(1, "", m + n),
                List.of(),
                List.of("n: message id=2 expected, found none: messages with it are in version 1; if it is new, give"));
        add(
                "a message less",
                schema(1, "", m + n),
                schema(2, "", m),
                List.of("n: message id=2 expected, found none: messages with it are in version 1; leave it in"),
                List.of());
        add(
                "other words",
                message(1, "", A),
                message(2, "", A.replace("\"a\"", "\"z\" description=\"renamed\" deprecated=\"2\""))
                        .replace("package=\"p\"", "package=\"q\"")
                        .replace("\"m\"", "\"order\""),
                List.of(),
                List.of());
    }

    private static void fields() {
        add("a new field at the end", message(1, "", A), message(2, "", A + B2), List.of(), List.of());
        add(
                "a new field that is required",
                message(1, "", A),
                message(2, "", A + B2.replace("type", "presence=\"required\" type")),
                List.of(),
                List.of());
        add(
                "a new field without sinceVersion",
                message(1, "", A),
                message(1, "", A + B),
                List.of(
                        "m.b: field id=2 expected, found none in version 1: if it is new, give it sinceVersion=\"2\" and the"
                                + " schema version=\"2\""),
                List.of());
        add(
                "a new field without sinceVersion, higher version",
                message(1, "", A),
                message(2, "", A + B),
                List.of("m.b: field id=2 expected, found none in version 1: if it is new, give it sinceVersion=\"2\""),
                List.of());
        add(
                "a new field before an old one",
                message(1, "", A),
                message(2, "", B2 + A),
                List.of("m.a: offset=4 expected, found offset=0 in version 1: fields do not move"),
                List.of("m.a: offset=0 expected, found offset=4 in version 2"));
        add(
                "a field less, at the end",
                message(1, "", A + B),
                message(2, "", A),
                List.of(),
                List.of("m.b: field id=2 expected, found none in version 2: leave it in, marked as deprecated"));
        add(
                "a field less, in front",
                message(1, "", A + B),
                message(2, "", B),
                List.of("m.b: offset=0 expected, found offset=4"),
                List.of("m.a: field id=1 expected, found none", "m.b: offset=4 expected, found offset=0"));
    }

    private static void changedFields() {
        add(
                "a sinceVersion that rose",
                message(2, "", A + B2),
                message(3, "", A + B2.replace("sinceVersion=\"2\"", "sinceVersion=\"3\"")),
                List.of("m.b: field id=2 is in version 2, but sinceVersion=3 says that it is not"),
                List.of());
        add(
                "another id for a field",
                message(1, "", A + B),
                message(2, "", A + B.replace("id=\"2\"", "id=\"3\"")),
                List.of(
                        "m.b: field id=3 expected, found none in version 1: if it is new, give it sinceVersion=\"2\"; there"
                                + " it has id=2, and a field's id must not change"),
                List.of("m.b: field id=2 expected, found none in version 2: leave it in, marked as deprecated; there it"
                        + " has id=3"));
        add(
                "fields swapped",
                message(1, "", A + B),
                message(2, "", B + A),
                List.of("m.b: offset=0 expected", "m.a: offset=4 expected"),
                List.of("m.a: offset=0 expected", "m.b: offset=4 expected"));
        add(
                "padding filled by a new field",
                message(1, "", A + "<field name=\"c\" id=\"3\" type=\"int32\" offset=\"8\"/>"),
                message(2, "", A + B2 + "<field name=\"c\" id=\"3\" type=\"int32\" offset=\"8\"/>"),
                List.of(),
                List.of());
        add(
                "a new field of a new type",
                message(1, "", A),
                message(
                        2,
                        "<type name=\"t\" primitiveType=\"int64\" sinceVersion=\"2\"/>",
                        A + "<field name=\"c\" id=\"3\" type=\"t\"/>"),
                List.of(),
                List.of());
    }

    private static void types() {
        type("int32", "int64", "m.x: int64 expected, found int32", "m.x: int32 expected, found int64");
        type("int32", "uint32", "m.x: uint32 expected, found int32", "m.x: int32 expected, found uint32");
        type("int32", "float", "m.x: float expected, found int32", "m.x: int32 expected, found float");
        type("text8", "text9", "m.x: char[9] expected, found char[8]", "m.x: char[8] expected, found char[9]");
        type("text8", "utf8", null, "m.x: characterEncoding=US-ASCII expected, found characterEncoding=UTF-8");
        type("text8", "latin8", null, "m.x: characterEncoding=US-ASCII expected");
        type("utf8", "latin8", "characterEncoding=ISO-8859-1 expected", "characterEncoding=UTF-8 expected");
        type("uint8", "side", "m.x: enum of uint8 expected, found uint8", "m.x: uint8 expected, found enum of uint8");
        type("side", "side16", "m.x: enum of uint16 expected, found enum of uint8", "m.x: enum of uint8 expected");
        type("flags", "flags16", "m.x: set of uint16 expected, found set of uint8", "m.x: set of uint8 expected");
        type("flags", "uint8", "m.x: uint8 expected, found set of uint8", "m.x: set of uint8 expected, found uint8");
        type(
                "seven",
                "eight",
                "m.x: constant 8 expected, found constant 7",
                "m.x: constant 7 expected, found constant 8");
        type("seven", "uint8", "m.x: presence=required expected, found constant 7", "m.x: constant 7 expected");
        type("word", "words", "m.x: constant words expected, found constant word", "m.x: constant word expected");
        type(
                "int32",
                "optional",
                null,
                "m.x: presence=required expected, found presence=optional nullValue=-2147483648");
        type(
                "optional",
                "optional0",
                "nullValue=0 expected, found presence=optional nullValue=-2147483648",
                "nullValue");
        type("int32", "optional0", "m.x: presence=optional nullValue=0 expected, found presence=required", "m.x");
        type("ranged", "optional0", null, "m.x: presence=required expected, found presence=optional nullValue=0");
        type(
                "double",
                "optionalDouble",
                null,
                "m.x: presence=required expected, found presence=optional nullValue=NaN");
        type("double", "optionalDouble0", "m.x: presence=optional nullValue=0.0 expected", "m.x: presence=required");
        type("uint64", "optionalUint64", null, "m.x: presence=required expected");
        type("uint64", "optionalUint64High", "m.x: presence=optional nullValue=-16 expected", "m.x: presence=required");
        type("price", "price3", "m.x: composite of members=3 length=10 expected, found", "m.x: composite of members=2");
        type("price", "priceRenamed", null, null);
        type("price", "priceUnsigned", "m.x.mantissa: uint64 expected, found int64", "m.x.mantissa: int64 expected");
        type("price", "pricePadded", "members=2 length=13 expected, found members=2 length=9", "length=9 expected");
        add(
                "members of a composite swapped",
                message(1, TYPES, A + "<field name=\"x\" id=\"5\" type=\"price\"/>"),
                message(2, TYPES, A + "<field name=\"x\" id=\"5\" type=\"priceSwapped\"/>"),
                List.of("m.x.exponent: member exponent expected at offset=0", "m.x.mantissa: member mantissa expected"),
                List.of(
                        "m.x.mantissa: member mantissa expected at offset=0",
                        "m.x.exponent: member exponent expected"));
    }

    /** A field whose type is another one, at the end of its block. */
    private static void type(final String before, final String after, final String backward, final String forward) {
        final String field = "<field name=\"x\" id=\"5\" type=\"%s\"/>";
        add(
                before + " becomes " + after,
                message(1, TYPES, A + String.format(field, before)),
                message(2, TYPES, A + String.format(field, after)),
                backward == null ? List.of() : List.of(backward),
                forward == null ? List.of() : List.of(forward));
    }

    private static final String TYPES = """
            <type name="text8" primitiveType="char" length="8"/>
            <type name="text9" primitiveType="char" length="9"/>
            <type name="utf8" primitiveType="char" length="8" characterEncoding="UTF-8"/>
            <type name="latin8" primitiveType="char" length="8" characterEncoding="ISO-8859-1"/>
            <type name="seven" primitiveType="uint8" presence="constant">7</type>
            <type name="eight" primitiveType="uint8" presence="constant">8</type>
            <type name="word" primitiveType="char" length="4" presence="constant">word</type>
            <type name="words" primitiveType="char" length="5" presence="constant">words</type>
            <type name="optional" primitiveType="int32" presence="optional"/>
            <type name="optional0" primitiveType="int32" presence="optional" nullValue="0"/>
            <type name="ranged" primitiveType="int32" minValue="1"/>
            <type name="optionalDouble" primitiveType="double" presence="optional"/>
            <type name="optionalDouble0" primitiveType="double" presence="optional" nullValue="0"/>
            <type name="optionalUint64" primitiveType="uint64" presence="optional"/>
            <type name="optionalUint64High" primitiveType="uint64" presence="optional" nullValue="18446744073709551600"/>
            <composite name="price"><type name="mantissa" primitiveType="int64"/><type name="exponent" primitiveType="int8"/>
            </composite>
            <composite name="price3"><type name="mantissa" primitiveType="int64"/><type name="exponent" primitiveType="int8"/>
            <type name="more" primitiveType="int8"/></composite>
            <composite name="priceSwapped"><type name="exponent" primitiveType="int8"/>
            <type name="mantissa" primitiveType="int64"/></composite>
            <composite name="priceRenamed"><type name="number" primitiveType="int64"/><type name="exponent" primitiveType="int8"/>
            </composite>
            <composite name="priceUnsigned"><type name="mantissa" primitiveType="uint64"/>
            <type name="exponent" primitiveType="int8"/></composite>
            <composite name="pricePadded"><type name="mantissa" primitiveType="int64"/>
            <type name="exponent" primitiveType="int8" offset="12"/></composite>
            <enum name="side" encodingType="uint8"><validValue name="BUY">1</validValue></enum>
            <enum name="side16" encodingType="uint16"><validValue name="BUY">1</validValue></enum>
            <set name="flags" encodingType="uint8"><choice name="HIDDEN">0</choice></set>
            <set name="flags16" encodingType="uint16"><choice name="HIDDEN">0</choice></set>
            """;

    private static void values() {
        final String one = "<validValue name=\"BUY\">1</validValue>";
        final String two = "<validValue name=\"SELL\">2</validValue>";
        values("a new value", 2, one, one + two, List.of(), List.of());
        values(
                "a new value, same version",
                1,
                one,
                one + two,
                List.of(),
                List.of("m.s: value SELL=2 expected, found none: leave it in"));
        values(
                "a value less",
                2,
                one + two,
                one,
                List.of("m.s: value SELL=2 expected, found none: leave it in, marked as deprecated"),
                List.of());
        values("a value renamed", 2, one + two, one + two.replace("SELL", "ASK"), List.of(), List.of());
        values(
                "values swapped",
                2,
                one + two,
                one.replace("1", "2") + two.replace("2", "1"),
                List.of("value BUY=2 expected, found BUY=1", "value SELL=1 expected, found SELL=2"),
                List.of("value BUY=1 expected, found BUY=2", "value SELL=2 expected, found SELL=1"));
        final String bit0 = "<choice name=\"HIDDEN\">0</choice>";
        final String bit1 = "<choice name=\"POST\">1</choice>";
        bits("a new bit", 2, bit0, bit0 + bit1, List.of(), List.of());
        bits(
                "a new bit, same version",
                1,
                bit0,
                bit0 + bit1,
                List.of(),
                List.of("m.s: bit POST=1 expected, found none"));
        bits(
                "a bit that moved",
                2,
                bit0 + bit1,
                bit0 + bit1.replace("1", "2"),
                List.of("bit POST=2 expected, found POST=1", "bit POST=1 expected, found none"),
                List.of("bit POST=1 expected, found POST=2"));
        final String constant = "<field name=\"s\" id=\"5\" type=\"e\" presence=\"constant\" valueRef=\"e.BUY\"/>";
        final String e = "<enum name=\"e\" encodingType=\"uint8\">" + one + two + "</enum>";
        add(
                "another constant of an enum",
                message(1, e, A + constant),
                message(2, e, A + constant.replace("e.BUY", "e.SELL")),
                List.of("m.s: constant 2 expected, found constant 1"),
                List.of("m.s: constant 1 expected, found constant 2"));
        add(
                "an enum that may be missing",
                message(1, e, A + "<field name=\"s\" id=\"5\" type=\"e\"/>"),
                message(2, e, A + "<field name=\"s\" id=\"5\" type=\"e\" presence=\"optional\"/>"),
                List.of(),
                List.of("m.s: presence=required expected, found presence=optional nullValue=255"));
    }

    private static void values(
            final String name,
            final int version,
            final String before,
            final String after,
            final List<String> backward,
            final List<String> forward) {
        final String type = "<enum name=\"e\" encodingType=\"uint8\">%s</enum>";
        final String field = A + "<field name=\"s\" id=\"5\" type=\"e\"/>";
        add(
                name,
                message(1, String.format(type, before), field),
                message(version, String.format(type, after), field),
                backward,
                forward);
    }

    private static void bits(
            final String name,
            final int version,
            final String before,
            final String after,
            final List<String> backward,
            final List<String> forward) {
        final String type = "<set name=\"e\" encodingType=\"uint8\">%s</set>";
        final String field = A + "<field name=\"s\" id=\"5\" type=\"e\"/>";
        add(
                name,
                message(1, String.format(type, before), field),
                message(version, String.format(type, after), field),
                backward,
                forward);
    }

    private static void variables() {
        add("a new group at the end", message(1, "", A + G), message(2, "", A + G + H2), List.of(), List.of());
        add("new data at the end", message(1, "", A + G + D), message(2, "", A + G + D + E2), List.of(), List.of());
        add(
                "a new group before data",
                message(1, "", A + G + D),
                message(2, "", A + G + H2 + D),
                List.of(),
                List.of("m.d: data id=20 expected, found group h id=11 in its place in version 2"));
        add(
                "a new group before another",
                message(1, "", A + G),
                message(2, "", A + H2 + G),
                List.of(),
                List.of("m.g: group id=10 expected, found group h id=11 in its place"));
        add(
                "new data before data",
                message(1, "", A + D),
                message(2, "", A + E2 + D),
                List.of(),
                List.of("m.d: data id=20 expected, found data e id=21 in its place"));
        add(
                "a new group without sinceVersion",
                message(1, "", A + G),
                message(1, "", A + G + H2.replace(" sinceVersion=\"2\"", "")),
                List.of("m.h: group id=11 expected, found none in version 1: if it is new, give it sinceVersion=\"2\""),
                List.of());
    }

    private static void changedVariables() {
        add(
                "a group less, at the end",
                message(1, "", A + G),
                message(2, "", A),
                List.of(),
                List.of("m.g: group id=10 expected, found none in version 2: leave it in"));
        add(
                "a group less, before data",
                message(1, "", A + G + D),
                message(2, "", A + D),
                List.of("m.d: data id=20 expected, found group g id=10 in its place in version 1"),
                List.of("m.g: group id=10 expected, found data d id=20 in its place"));
        add(
                "a sinceVersion of data that rose",
                message(1, "", A + D),
                message(2, "", A + D.replace("id", "sinceVersion=\"2\" id")),
                List.of("m.d: data id=20 is in version 1, but sinceVersion=2 says that it is not"),
                List.of());
    }

    private static void entries() {
        add(
                "a new field in the entries",
                message(1, "", A + G),
                message(2, "", A + G.replace(A, A + B2)),
                List.of(),
                List.of());
        add(
                "a new group in the entries",
                message(1, "", A + G),
                message(2, "", A + G.replace("</group>", H2 + "</group>")),
                List.of(),
                List.of(
                        "m.g.h: no group id=11 expected, found one in version 2: what a reader does not know it steps over"
                                + " at the end of a message, but not within the entries of a group"));
        add(
                "new data in the entries",
                message(1, "", A + G),
                message(2, "", A + G.replace("</group>", E2 + "</group>")),
                List.of(),
                List.of("m.g.e: no data id=21 expected, found one in version 2"));
        add(
                "data less in the entries",
                message(1, "", A + G.replace("</group>", D + "</group>")),
                message(2, "", A + G),
                List.of("m.g.d: no data id=20 expected, found one in version 1"),
                List.of("m.g.d: data id=20 expected, found none in version 2"));
        final String wide = "<composite name=\"wide\"><type name=\"blockLength\" primitiveType=\"uint16\"/>"
                + "<type name=\"numInGroup\" primitiveType=\"uint8\"/></composite>";
        add(
                "other dimensions",
                message(1, wide, A + G),
                message(2, wide, A + G.replace("<group", "<group dimensionType=\"wide\"")),
                List.of("m.g: composite of members=2 length=3 expected, found members=2 length=4"),
                List.of("m.g: composite of members=2 length=4 expected"));
        add(
                "bytes become text",
                message(1, "", A + D.replace("varText", "varBytes")),
                message(2, "", A + D),
                List.of("m.d.varData: characterEncoding=UTF-8 expected, found characterEncoding=null"),
                List.of("m.d.varData: characterEncoding=null expected"));
        add(
                "a group becomes data",
                message(1, "", A + G),
                message(2, "", A + D.replace("20", "10")),
                List.of("m.d: data id=10 expected, found group g id=10"),
                List.of("m.g: group id=10 expected, found data d id=10"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldTellWhatKeepsOneFromReadingTheOther(final Case one) {
        final SbeSchema before = SbeSchema.parse(one.before);
        final SbeSchema after = SbeSchema.parse(one.after);

        check(one.backward, SchemaRules.canRead(after, before));
        check(one.forward, SchemaRules.canRead(before, after));
    }

    private static void check(final List<String> expected, final List<SchemaProblem> found) {
        assertEquals(expected.size(), found.size(), found::toString);
        for (int i = 0; i < expected.size(); i++) {
            final String text = found.get(i).toString();
            assertTrue(text.contains(expected.get(i)), text);
        }
    }
}
