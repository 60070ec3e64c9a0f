/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xml.sax.Attributes;

/**
 * How many elements the messages of a document have once every type stands where it is referred to. Composites that refer to
 * composites double with each step, so that a short document can become one of any size.
 */
final class Expansion {
    /** Far more than any schema in use has, and what some 200 MB hold. */
    static final int MAX_ELEMENTS = 1_000_000;

    private static final int MAX_CHAIN = 32;
    private static final int TYPE_DEPTH = 3; // messageSchema, types, type

    private final Map<String, TypeSize> types = new HashMap<>();
    private final List<String> uses = new ArrayList<>();
    private TypeSize type;
    private int depth;

    void begin(final String element, final Attributes attributes) {
        depth++;
        if (depth == TYPE_DEPTH && !element.equals("field") && !element.equals("group") && !element.equals("data")) {
            type = new TypeSize();
            types.put(attributes.getValue("name"), type);
        }
        final String reference = attributes.getValue(element.equals("group") ? "dimensionType" : "type");
        if (type == null) {
            uses.add(reference);
        } else {
            type.elements++;
            if (reference != null) {
                type.references.add(reference);
            }
        }
    }

    void end() {
        if (depth == TYPE_DEPTH) {
            type = null;
        }
        depth--;
    }

    boolean isTooLarge() {
        final Map<String, Long> sizes = new HashMap<>();
        final List<String> all = new ArrayList<>(uses);
        all.addAll(types.keySet()); // also those that no message uses are expanded when they are parsed
        long total = 0;
        for (final String use : all) {
            total += 1 + size(use, sizes, new HashSet<>());
            if (total > MAX_ELEMENTS) {
                return true;
            }
        }
        return false;
    }

    /** A circle counts once: the SBE tool refuses it. */
    private long size(final String name, final Map<String, Long> known, final Set<String> path) {
        final TypeSize found = types.get(name);
        final Long present = known.get(name);
        if (found == null || present != null || path.contains(name)) {
            return present == null ? 0 : present;
        }
        if (path.size() > MAX_CHAIN) {
            return MAX_ELEMENTS + 1L;
        }
        path.add(name);
        long total = found.elements;
        for (final String reference : found.references) {
            total = Math.min(total + size(reference, known, path), MAX_ELEMENTS + 1L);
        }
        path.remove(name);
        known.put(name, total);
        return total;
    }

    /** Elements within a type, and the types that it refers to. */
    private static final class TypeSize {
        private final List<String> references = new ArrayList<>();
        private long elements;
    }
}
