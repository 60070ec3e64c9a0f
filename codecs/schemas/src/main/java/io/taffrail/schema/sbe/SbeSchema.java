/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.util.List;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;

/**
 * An SBE schema: its text, and what it says.
 *
 * <p>Threading: immutable.
 */
public final class SbeSchema {
    /** Longest text in bytes of UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    private final String text;
    private final Ir ir;
    private final SchemaLayout layout;
    private final List<String> warnings;

    SbeSchema(final String text, final Ir ir, final List<String> warnings) {
        this.text = text;
        this.ir = ir;
        this.layout = LayoutReader.read(ir);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Parse a schema. It must stand alone: no document type, no entities of its own, no inclusion.
     *
     * @param text an XML document, at most {@link #MAX_BYTES} long.
     * @return the schema.
     * @throws InvalidSchemaException if it is none; the message says what is wrong, and where.
     */
    public static SbeSchema parse(final String text) {
        return SchemaParser.parse(text);
    }

    /**
     * The text, as it was parsed.
     *
     * @return an XML document.
     */
    public String text() {
        return text;
    }

    /**
     * Id of the schema, which its messages carry in their header.
     *
     * @return the attribute {@code id}.
     */
    public int id() {
        return layout.id();
    }

    /**
     * Version of the schema, which its messages carry in their header.
     *
     * @return the attribute {@code version}, from 0.
     */
    public int version() {
        return layout.version();
    }

    /**
     * Name of its package.
     *
     * @return the attribute {@code package}.
     */
    public String packageName() {
        return ir.packageName();
    }

    /**
     * Its messages.
     *
     * @return by template id.
     */
    public List<Template> templates() {
        return layout.messages().values().stream()
                .map(message -> new Template(message.templateId(), message.name()))
                .toList();
    }

    /**
     * What is not wrong and yet likely not meant, such as a name that is a word of some language.
     *
     * @return lines of the SBE tool; empty where it found nothing.
     */
    public List<String> warnings() {
        return warnings;
    }

    SchemaLayout layout() {
        return layout;
    }

    List<Token> tokens(final int templateId) {
        return ir.getMessage(templateId);
    }

    @Override
    public String toString() {
        return "schema package=" + packageName() + " id=" + id() + " version=" + version();
    }

    /**
     * A message of a schema.
     *
     * @param id   template id, which its messages carry in their header.
     * @param name of the message.
     */
    public record Template(int id, String name) {}
}
