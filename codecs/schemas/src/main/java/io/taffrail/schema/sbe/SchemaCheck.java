/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.TypeLayout.Composite;
import io.taffrail.schema.sbe.TypeLayout.Member;
import io.taffrail.schema.sbe.TypeLayout.Primitive;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import uk.co.real_logic.sbe.ir.Encoding.Presence;
import uk.co.real_logic.sbe.ir.HeaderStructure;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;

/** What the SBE tool lets pass, and decoding by it then stumbles over. */
final class SchemaCheck {
    /** Members of dimensions and of data that the SBE tool looks for by their place, in the order in which it does. */
    static final List<String> DIMENSIONS = List.of("blockLength", "numInGroup");

    static final List<String> DATA = List.of("length", "varData");
    private static final List<String> HEADER = List.of(
            HeaderStructure.BLOCK_LENGTH,
            HeaderStructure.TEMPLATE_ID,
            HeaderStructure.SCHEMA_ID,
            HeaderStructure.SCHEMA_VERSION);

    private SchemaCheck() {}

    static void check(final Ir ir) {
        if (ir.messages().isEmpty()) {
            throw new InvalidSchemaException("schema is not valid: it has no messages");
        }
        for (final List<Token> message : ir.messages()) {
            checkCharsets(message);
            arrange(message);
        }
        final SchemaLayout layout = LayoutReader.read(ir);
        checkNumbers("messageHeader", layout.header(), HEADER);
        layout.messages().values().forEach(message -> checkBlock(message.name(), message.block()));
        new PlaceCheck(layout).check();
    }

    private static void checkBlock(final String path, final SchemaLayout.Block block) {
        for (final SchemaLayout.Variable variable : block.variables()) {
            final String name = path + "." + variable.name();
            checkNumbers(name, variable.header(), variable.isGroup() ? DIMENSIONS : DATA.subList(0, 1));
            if (variable.isGroup()) {
                checkBlock(name, variable.entry());
            } else {
                checkData(name, variable.header());
            }
        }
    }

    /** Generated code reads the length from the beginning, and the value from right behind it, wherever its members say they are. */
    private static void checkData(final String path, final Composite data) {
        final Member length = data.member("length");
        final int begin = length.type().length();
        if (length.offset() != 0 || data.member("varData").offset() != begin) {
            throw new InvalidSchemaException("schema is not valid: length of " + path
                    + " must be at offset=0 and varData right behind it at offset=" + begin + ", found offset="
                    + length.offset() + " and offset=" + data.member("varData").offset());
        }
    }

    /** Lengths and counts are read as int, from where they stand. */
    private static void checkNumbers(final String path, final Composite composite, final List<String> names) {
        for (final String name : names) {
            final Member member = composite.member(name);
            if (!(member.type() instanceof Primitive number) || !isInt(number)) {
                throw new InvalidSchemaException("schema is not valid: " + name + " of " + path
                        + " must be one whole number of at most 32 bits that is encoded, found "
                        + member.type().kind());
            }
        }
    }

    private static boolean isInt(final Primitive number) {
        return number.value().presence() != Presence.CONSTANT
                && number.length() == number.primitive().size()
                && switch (number.primitive()) {
                    case INT8, UINT8, INT16, UINT16, INT32, UINT32 -> true;
                    case CHAR, INT64, UINT64, FLOAT, DOUBLE -> false;
                };
    }

    private static void checkCharsets(final List<Token> message) {
        for (final Token token : message) {
            final String charset = token.encoding().characterEncoding();
            if (charset != null && !isSupported(charset)) {
                throw new InvalidSchemaException("schema is not valid: characterEncoding=" + charset + " of type "
                        + token.name() + " is unknown");
            }
        }
    }

    private static boolean isSupported(final String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (final IllegalCharsetNameException ex) {
            return false;
        }
    }

    /**
     * Put the members that the SBE tool looks for in the first two places of their composite. Each says itself at which offset it is
     * encoded, so nothing else changes.
     */
    private static void arrange(final List<Token> message) {
        for (int i = 0; i < message.size(); i++) {
            switch (message.get(i).signal()) {
                case BEGIN_GROUP -> arrange(message, i + 1, DIMENSIONS);
                case BEGIN_VAR_DATA -> arrange(message, i + 1, DATA);
                default -> {}
            }
        }
    }

    private static void arrange(final List<Token> message, final int composite, final List<String> names) {
        final int end = composite + message.get(composite).componentTokenCount() - 1;
        for (int place = 0; place < names.size(); place++) {
            for (int i = composite + 1; i < end; i += message.get(i).componentTokenCount()) {
                if (message.get(i).name().equals(names.get(place))) {
                    message.add(composite + 1 + place, message.remove(i));
                    break;
                }
            }
        }
    }
}
