/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.schema.sbe.SbeSchema;

/**
 * A registered document.
 *
 * <p>Threading: any thread.
 */
public final class SchemaDocument {
    private final int id;
    private final String text;
    private volatile SbeSchema schema;

    SchemaDocument(final int id, final String text) {
        this.id = id;
        this.text = text;
    }

    /**
     * Its id, which records carry in the header {@link SchemaHeader#NAME}.
     *
     * @return from 1; never given to another document.
     */
    public int id() {
        return id;
    }

    /**
     * Its text, as it was registered.
     *
     * @return an XML document.
     */
    public String text() {
        return text;
    }

    /**
     * What it says; parsed when it is asked for first.
     *
     * @return the schema.
     * @throws io.taffrail.schema.sbe.InvalidSchemaException if this version of the SBE tool does not take what another one took.
     */
    public SbeSchema schema() {
        SbeSchema parsed = schema;
        if (parsed == null) {
            parsed = SbeSchema.parse(text);
            schema = parsed;
        }
        return parsed;
    }

    @Override
    public String toString() {
        return "schema id=" + id;
    }
}
