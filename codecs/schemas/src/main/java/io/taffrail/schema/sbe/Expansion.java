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
import java.util.function.ToLongFunction;
import org.xml.sax.Attributes;

/**
 * How many elements the messages of a document have once every type stands where it is referred to, and how often a type is looked up
 * for that. Composites that refer to composites double with each step, so that a short document can become one of any size; and
 * the SBE tool walks over the document for each reference.
 */
final class Expansion {
    /** Far more than any schema in use has, and what some 200 MB hold. */
    static final int MAX_ELEMENTS = 1_000_000;

    /** Elements walked over to find types: some seconds. */
    private static final long MAX_STEPS = 20_000_000;

    /** What a look-up costs beside the elements that it walks over. */
    private static final int STEPS_PER_LOOKUP = 1_000;

    private static final int MAX_CHAIN = 32;
    private static final int TYPE_DEPTH = 3; // messageSchema, types, type
    private static final String DEFAULT_DIMENSIONS = "groupSizeEncoding";

    /** Encodings that are not looked up. */
    private static final Set<String> BUILT_IN =
            Set.of("char", "int8", "uint8", "int16", "uint16", "int32", "uint32", "uint64");

    private final Map<String, TypeSize> types = new HashMap<>();
    private final List<String> uses = new ArrayList<>();
    private TypeSize type;
    private boolean isInTypes;
    private String namedTwice;
    private int depth;
    private int elements;

    void begin(final String element, final Attributes attributes) {
        elements++;
        depth++;
        if (depth == TYPE_DEPTH - 1) {
            isInTypes = element.equals("types");
        }
        if (depth == TYPE_DEPTH && isInTypes) {
            beginType(attributes.getValue("name"));
        }
        final String reference = reference(element, attributes);
        if (type == null) {
            uses.add(reference);
        } else {
            type.add(reference, attributes);
        }
    }

    private void beginType(final String name) {
        type = new TypeSize();
        if (types.put(name, type) != null) {
            namedTwice = name;
        }
    }

    private static String reference(final String element, final Attributes attributes) {
        if (element.equals("group")) {
            final String dimensions = attributes.getValue("dimensionType");
            return dimensions == null ? DEFAULT_DIMENSIONS : dimensions;
        }
        return attributes.getValue("type");
    }

    void end() {
        if (depth == TYPE_DEPTH) {
            type = null;
        }
        depth--;
    }

    /** What is wrong with the types of the document, once all of it was seen; null if nothing is. */
    String problem() {
        if (namedTwice != null) {
            return "two types are named " + namedTwice; // which of them a reference means, the SBE tool does not say
        }
        final List<String> all = new ArrayList<>(uses);
        all.addAll(types.keySet()); // also those that no message uses are expanded when they are parsed
        if (all.size() + total(all, size -> size.elements) > MAX_ELEMENTS) {
            return "its types refer to each other so often that its messages would have more than " + MAX_ELEMENTS
                    + " elements";
        }
        final long lookups = total(types.keySet(), size -> size.lookups);
        return lookups * (STEPS_PER_LOOKUP + elements) > MAX_STEPS
                ? "its types refer to each other too often: references=" + lookups + " in a document of elements="
                        + elements
                : null;
    }

    private long total(final Iterable<String> names, final ToLongFunction<TypeSize> own) {
        final Map<String, Long> known = new HashMap<>();
        long total = 0;
        for (final String name : names) {
            total = Math.min(total + size(name, own, known, new HashSet<>()), MAX_ELEMENTS + 1L);
        }
        return total;
    }

    /** A circle counts once: the SBE tool refuses it. */
    private long size(
            final String name,
            final ToLongFunction<TypeSize> own,
            final Map<String, Long> known,
            final Set<String> path) {
        final TypeSize found = types.get(name);
        final Long present = known.get(name);
        if (found == null || present != null || path.contains(name)) {
            return present == null ? 0 : present;
        }
        if (path.size() > MAX_CHAIN) {
            return MAX_ELEMENTS + 1L;
        }
        path.add(name);
        long total = own.applyAsLong(found);
        for (final String reference : found.references) {
            total = Math.min(total + size(reference, own, known, path), MAX_ELEMENTS + 1L);
        }
        path.remove(name);
        known.put(name, total);
        return total;
    }

    /** Elements within a type, and the types that it refers to. */
    private static final class TypeSize {
        private final List<String> references = new ArrayList<>();
        private long elements;
        private long lookups;

        private void add(final String reference, final Attributes attributes) {
            elements++;
            if (reference != null) {
                references.add(reference);
                lookups++;
            }
            final String encoding = attributes.getValue("encodingType");
            if (encoding != null && !BUILT_IN.contains(encoding)) {
                lookups++;
            }
            if (attributes.getValue("valueRef") != null) {
                lookups++;
            }
        }
    }
}
