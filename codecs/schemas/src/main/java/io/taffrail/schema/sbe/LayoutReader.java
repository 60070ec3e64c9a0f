/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.SchemaLayout.Block;
import io.taffrail.schema.sbe.SchemaLayout.Field;
import io.taffrail.schema.sbe.SchemaLayout.MessageLayout;
import io.taffrail.schema.sbe.SchemaLayout.Variable;
import io.taffrail.schema.sbe.TypeLayout.Bits;
import io.taffrail.schema.sbe.TypeLayout.Choice;
import io.taffrail.schema.sbe.TypeLayout.Composite;
import io.taffrail.schema.sbe.TypeLayout.Member;
import io.taffrail.schema.sbe.TypeLayout.Primitive;
import io.taffrail.schema.sbe.TypeLayout.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Encoding.Presence;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Makes a layout of the tokens that the SBE tool makes of a schema. */
final class LayoutReader {
    private static final Encoding REQUIRED = new Encoding.Builder().build();

    private final List<Token> tokens;

    private LayoutReader(final List<Token> tokens) {
        this.tokens = tokens;
    }

    static SchemaLayout read(final Ir ir) {
        final TreeMap<Integer, MessageLayout> messages = new TreeMap<>();
        for (final List<Token> tokens : ir.messages()) {
            final Token message = tokens.get(0);
            final Block block = new LayoutReader(tokens).block(message.encodedLength(), 1, tokens.size() - 1);
            messages.put(message.id(), new MessageLayout(message.name(), message.id(), block));
        }
        final LayoutReader header = new LayoutReader(ir.headerStructure().tokens());
        return new SchemaLayout(ir.id(), ir.version(), ir.byteOrder(), header.composite(0), messages);
    }

    /** The block between two tokens. */
    private Block block(final int encodedLength, final int from, final int to) {
        final List<Field> fields = new ArrayList<>();
        final List<Variable> variables = new ArrayList<>();
        for (int i = from; i < to; i += tokens.get(i).componentTokenCount()) {
            final Token token = tokens.get(i);
            if (token.signal() == Signal.BEGIN_FIELD) {
                final int offset = tokens.get(i + 1).offset();
                fields.add(new Field(token.name(), token.id(), token.version(), offset, type(i + 1, token.encoding())));
            } else {
                variables.add(variable(i, token));
            }
        }
        return new Block(encodedLength, fields, variables);
    }

    private Variable variable(final int at, final Token token) {
        final Block entry = token.signal() == Signal.BEGIN_GROUP
                ? block(
                        token.encodedLength(),
                        at + 1 + tokens.get(at + 1).componentTokenCount(),
                        at + token.componentTokenCount() - 1)
                : null;
        return new Variable(token.name(), token.id(), token.version(), composite(at + 1), entry);
    }

    /**
     * The type that begins at a token.
     *
     * @param field of the field that it belongs to: its presence counts for an enum, which has none of its own.
     */
    private TypeLayout type(final int at, final Encoding field) {
        final Token token = tokens.get(at);
        return switch (token.signal()) {
            case ENCODING -> primitive(token);
            case BEGIN_ENUM -> choice(at, token, field);
            case BEGIN_SET ->
                new Bits(token.encoding().primitiveType(), token.encodedLength(), named(at, Signal.CHOICE));
            case BEGIN_COMPOSITE -> composite(at);
            default -> throw new IllegalStateException("not a type: " + token);
        };
    }

    private static Primitive primitive(final Token token) {
        final Encoding encoding = token.encoding();
        return new Primitive(
                encoding.primitiveType(),
                token.encodedLength(),
                new Value(
                        encoding.presence(),
                        encoding.presence() == Presence.CONSTANT ? encoding.constValue() : null,
                        encoding.presence() == Presence.OPTIONAL ? encoding.applicableNullValue() : null),
                charset(encoding),
                encoding.applicableMinValue(),
                encoding.applicableMaxValue());
    }

    /** The built-in type of a character names none. */
    static String charset(final Encoding encoding) {
        return encoding.characterEncoding() == null && encoding.primitiveType() == PrimitiveType.CHAR
                ? StandardCharsets.US_ASCII.name()
                : encoding.characterEncoding();
    }

    private Choice choice(final int at, final Token token, final Encoding field) {
        final Map<String, PrimitiveValue> values = named(at, Signal.VALID_VALUE);
        final boolean isConstant = field.presence() == Presence.CONSTANT;
        return new Choice(
                token.encoding().primitiveType(),
                isConstant ? 0 : token.encodedLength(),
                new Value(
                        field.presence(),
                        isConstant ? values.get(simpleName(field.constValue().toString())) : null,
                        token.encoding().applicableNullValue()),
                values);
    }

    /** Name of a value that is written as {@code enum.name}. */
    static String simpleName(final String reference) {
        return reference.substring(reference.indexOf('.') + 1);
    }

    private Map<String, PrimitiveValue> named(final int at, final Signal signal) {
        final Map<String, PrimitiveValue> values = new LinkedHashMap<>();
        for (int i = at + 1; tokens.get(i).signal() == signal; i++) {
            values.put(tokens.get(i).name(), tokens.get(i).encoding().constValue());
        }
        return values;
    }

    private Composite composite(final int at) {
        final List<Member> members = new ArrayList<>();
        final Token token = tokens.get(at);
        final int end = at + token.componentTokenCount() - 1;
        for (int i = at + 1; i < end; i += tokens.get(i).componentTokenCount()) {
            final Token member = tokens.get(i);
            members.add(new Member(member.name(), member.offset(), type(i, REQUIRED)));
        }
        return new Composite(token.encodedLength(), members);
    }
}
