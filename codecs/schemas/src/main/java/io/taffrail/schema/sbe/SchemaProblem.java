/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

/**
 * Something that keeps a reader with one schema from reading messages of another.
 *
 * @param path what it is about, such as {@code order.legs.price}; the schema's own attributes by their names.
 * @param text what was expected, what was found, and what to do where that is known.
 */
public record SchemaProblem(String path, String text) {
    @Override
    public String toString() {
        return path + ": " + text;
    }
}
