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
import java.util.Comparator;
import java.util.List;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding.Presence;
import uk.co.real_logic.sbe.ir.HeaderStructure;

/**
 * Makes sure that all of a schema has a place of its own within its block or composite, and that every number of it fits the field of
 * the header that carries it: what does not is encoded, and then read as something else.
 */
final class PlaceCheck {
    private final SchemaLayout layout;

    PlaceCheck(final SchemaLayout layout) {
        this.layout = layout;
    }

    void check() {
        final Composite header = layout.header();
        checkComposite("messageHeader", header);
        requireFit("messageSchema: id", layout.id(), header, HeaderStructure.SCHEMA_ID);
        requireFit("messageSchema: version", layout.version(), header, HeaderStructure.SCHEMA_VERSION);
        for (final MessageLayout message : layout.messages().values()) {
            requireFit(message.name() + ": id", message.templateId(), header, HeaderStructure.TEMPLATE_ID);
            checkBlock(message.name(), message.block(), header);
        }
    }

    private void checkBlock(final String path, final Block block, final Composite header) {
        requireFit(path + ": blockLength", block.encodedLength(), header, HeaderStructure.BLOCK_LENGTH);
        long end = 0;
        for (final Field field : block.fields()) {
            end = behind(path + "." + field.name(), field.offset(), field.type(), end);
        }
        requireWithin(path, end, block.encodedLength());
        for (final Variable variable : block.variables()) {
            if (variable.isGroup()) {
                final String name = path + "." + variable.name();
                checkComposite(name, variable.header());
                checkBlock(name, variable.entry(), variable.header());
            }
        }
    }

    private void checkComposite(final String path, final Composite composite) {
        final List<Member> members = composite.members().stream()
                .sorted(Comparator.comparingInt(Member::offset))
                .toList();
        long end = 0;
        for (final Member member : members) {
            end = behind(path + "." + member.name(), member.offset(), member.type(), end);
        }
        requireWithin(path, end, composite.length());
    }

    /** Where the next one may begin. */
    private long behind(final String path, final int offset, final TypeLayout type, final long end) {
        checkType(path, type);
        if (type.length() == 0) {
            return end;
        }
        if (offset < end) {
            throw invalid(
                    path + ": offset=" + offset + " lies within what stands before it, which ends at offset=" + end);
        }
        return (long) offset + type.length();
    }

    private void checkType(final String path, final TypeLayout type) {
        if (type instanceof Composite composite) {
            checkComposite(path, composite);
        } else if (type instanceof Primitive primitive) {
            if (primitive.length() <= 0 && primitive.value().presence() != Presence.CONSTANT) {
                throw invalid(path + ": a field of " + primitive.primitive().primitiveName()
                        + " must have a fixed length of 1 or more, or be constant as its type is");
            }
        } else {
            requireWhole(path, type instanceof Choice choice ? choice.primitive() : ((Bits) type).primitive());
        }
    }

    private static void requireWhole(final String path, final PrimitiveType type) {
        if (type == PrimitiveType.FLOAT || type == PrimitiveType.DOUBLE) {
            throw invalid(path + ": an enum or a set must be encoded as a whole number, found encodingType="
                    + type.primitiveName());
        }
    }

    private static void requireWithin(final String path, final long end, final int length) {
        if (end > length) {
            throw invalid(path + ": what it has takes bytes=" + end + ", but it is only as long as bytes=" + length);
        }
    }

    private static void requireFit(final String what, final int value, final Composite header, final String name) {
        final PrimitiveType type = ((Primitive) header.member(name).type()).primitive();
        final boolean isSigned =
                type == PrimitiveType.INT8 || type == PrimitiveType.INT16 || type == PrimitiveType.INT32;
        final long max = (1L << type.size() * Byte.SIZE - (isSigned ? 1 : 0)) - 1;
        if (value < 0 || value > max) {
            throw invalid(what + "=" + value + " must be 0 to " + max + ", which fits " + name + " of its header");
        }
    }

    private static InvalidSchemaException invalid(final String what) {
        return new InvalidSchemaException("schema is not valid: " + what);
    }
}
