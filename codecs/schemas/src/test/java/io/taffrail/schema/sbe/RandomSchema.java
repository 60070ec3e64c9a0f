/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A schema that is made up, and changed by chance, well or badly. It knows how its messages are laid out by itself: nothing of it
 * comes from the SBE tool or from what is tested.
 */
final class RandomSchema {
    final Map<String, Integer> sides = new LinkedHashMap<>(Map.of("BUY", 1));
    final Map<String, Integer> flags = new LinkedHashMap<>(Map.of("HIDDEN", 0));
    final List<Node> messages = new ArrayList<>();
    final ByteOrder byteOrder;
    final boolean isPadded;
    int version;
    private int nextId;

    RandomSchema(final SplittableRandom random) {
        byteOrder = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        isPadded = random.nextBoolean();
        version = random.nextInt(3);
        for (int i = 0; i < 2; i++) {
            messages.add(node(random, 0, 2));
        }
    }

    private RandomSchema(final RandomSchema other) {
        byteOrder = other.byteOrder;
        isPadded = other.isPadded;
        version = other.version;
        nextId = other.nextId;
        sides.clear();
        sides.putAll(other.sides);
        flags.clear();
        flags.putAll(other.flags);
        other.messages.forEach(message -> messages.add(message.copy()));
    }

    /** What a value of a field is, and how many bytes it takes. */
    enum Kind {
        int8(1),
        uint8(1),
        int16(2),
        uint16(2),
        int32(4),
        uint32(4),
        int64(8),
        uint64(8),
        floating("float", 4),
        doubling("double", 8),
        character("char", 1),
        text(5),
        numbers(6),
        optional(4),
        side(1),
        flags(2),
        price(9),
        seven(0);

        final String type;
        final int length;

        Kind(final int length) {
            this.type = name();
            this.length = length;
        }

        Kind(final String type, final int length) {
            this.type = type;
            this.length = length;
        }

        static Kind any(final SplittableRandom random) {
            return values()[random.nextInt(values().length)];
        }
    }

    /** A message, a group, data (without members), or a field (with a kind). */
    static final class Node {
        final int id;
        String name;
        int since;
        int padding;
        Kind kind;
        boolean isData;
        final List<Node> fields = new ArrayList<>();
        final List<Node> groups = new ArrayList<>();
        final List<Node> data = new ArrayList<>();

        Node(final int id, final int since) {
            this.id = id;
            this.name = "n" + id;
            this.since = since;
        }

        Node copy() {
            final Node copy = new Node(id, since);
            copy.name = name;
            copy.padding = padding;
            copy.kind = kind;
            copy.isData = isData;
            fields.forEach(field -> copy.fields.add(field.copy()));
            groups.forEach(group -> copy.groups.add(group.copy()));
            data.forEach(each -> copy.data.add(each.copy()));
            return copy;
        }

        int blockLength() {
            return fields.stream().mapToInt(field -> field.kind.length).sum() + padding;
        }
    }

    private Node node(final SplittableRandom random, final int since, final int depth) {
        final Node node = new Node(++nextId, since);
        for (int i = random.nextInt(4) + 1; i > 0; i--) {
            node.fields.add(field(random, since));
        }
        for (int i = random.nextInt(3); depth > 0 && i > 0; i--) {
            node.groups.add(node(random, since, depth - 1));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            node.data.add(data(since));
        }
        node.padding = random.nextInt(4) == 0 ? 3 : 0;
        return node;
    }

    private Node field(final SplittableRandom random, final int since) {
        final Node field = new Node(++nextId, since);
        field.kind = Kind.any(random);
        return field;
    }

    private Node data(final int since) {
        final Node data = new Node(++nextId, since);
        data.isData = true;
        return data;
    }

    /** The next schema: mostly of a higher version, mostly extended as SBE allows it. */
    RandomSchema next(final SplittableRandom random) {
        final RandomSchema next = new RandomSchema(this);
        next.version += random.nextInt(8) == 0 ? 0 : 1;
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            if (random.nextInt(3) > 0) {
                next.extend(random);
            } else {
                next.change(random);
            }
        }
        return next;
    }

    private void extend(final SplittableRandom random) {
        final Node root = messages.get(random.nextInt(messages.size()));
        final Node node = any(root, random);
        switch (random.nextInt(8)) {
            case 0, 1 -> appendField(node, field(random, version));
            case 2 -> root.groups.add(node(random, version, 0));
            case 3 -> root.data.add(data(version));
            case 4 -> sides.put("V" + sides.size(), 1 + sides.size());
            case 5 -> flags.put("F" + flags.size(), flags.size());
            case 6 -> messages.add(node(random, version, 1));
            default -> node.name += "x";
        }
    }

    /** Where a block was padded, the new field takes the place of the padding, and more. */
    private static void appendField(final Node node, final Node field) {
        node.padding = Math.max(0, node.padding - field.kind.length);
        node.fields.add(field);
    }

    private void change(final SplittableRandom random) {
        final Node root = messages.get(random.nextInt(messages.size()));
        final Node node = any(root, random);
        final int place = random.nextInt(node.fields.size());
        switch (random.nextInt(12)) {
            case 0 -> appendField(node, field(random, 0));
            case 1 -> node.fields.add(place, field(random, version));
            case 2 -> node.fields.remove(node.fields.size() - 1);
            case 3 -> node.fields.remove(place);
            case 4 -> node.fields.get(place).kind = Kind.any(random);
            case 5 -> node.groups.add(node(random, version, 0));
            case 6 -> node.data.add(data(version));
            case 7 -> removeLast(random.nextBoolean() ? node.groups : node.data);
            case 8 -> swap(random.nextBoolean() ? node.groups : node.data, random);
            case 9 -> sides.replaceAll((name, value) -> name.equals("BUY") ? 99 : value);
            case 10 -> node.fields.get(place).since = random.nextInt(version + 1);
            default -> sides.keySet().removeIf(name -> name.equals("V1"));
        }
        if (node.fields.isEmpty()) {
            node.fields.add(field(random, version));
        }
    }

    private static void removeLast(final List<Node> nodes) {
        if (!nodes.isEmpty()) {
            nodes.remove(nodes.size() - 1);
        }
    }

    private static void swap(final List<Node> nodes, final SplittableRandom random) {
        if (nodes.size() > 1) {
            nodes.add(nodes.remove(random.nextInt(nodes.size())));
        }
    }

    private static Node any(final Node node, final SplittableRandom random) {
        return node.groups.isEmpty() || random.nextBoolean()
                ? node
                : any(node.groups.get(random.nextInt(node.groups.size())), random);
    }

    /** The schema as a document. */
    String text() {
        final StringBuilder types = new StringBuilder("""
                <type name="text" primitiveType="char" length="5"/>
                <type name="numbers" primitiveType="uint16" length="3"/>
                <type name="optional" primitiveType="int32" presence="optional"/>
                <type name="seven" primitiveType="uint8" presence="constant">7</type>
                <composite name="price"><type name="mantissa" primitiveType="int64"/>
                <type name="exponent" primitiveType="int8"/></composite>
                """);
        final String padding = isPadded ? "<type name=\"padding\" primitiveType=\"uint8\"/>" : "";
        types.append("<composite name=\"size\"><type name=\"blockLength\" primitiveType=\"uint16\"/>")
                .append(padding)
                .append("<type name=\"numInGroup\" primitiveType=\"uint16\"/></composite>")
                .append("<composite name=\"words\"><type name=\"length\" primitiveType=\"uint16\"/>")
                .append(
                        "<type name=\"varData\" primitiveType=\"uint8\" length=\"0\" characterEncoding=\"UTF-8\"/></composite>");
        types.append("<enum name=\"side\" encodingType=\"uint8\">");
        sides.forEach(
                (name, value) -> types.append(String.format("<validValue name=\"%s\">%d</validValue>", name, value)));
        types.append("</enum><set name=\"flags\" encodingType=\"uint16\">");
        flags.forEach((name, bit) -> types.append(String.format("<choice name=\"%s\">%d</choice>", name, bit)));
        types.append("</set>");
        final StringBuilder text = new StringBuilder();
        messages.forEach(message -> append(text, "message", message));
        return SchemaTexts.schema(
                "id=\"9\" version=\"" + version + "\" byteOrder=\""
                        + (byteOrder == ByteOrder.BIG_ENDIAN ? "bigEndian" : "littleEndian") + "\"",
                SchemaTexts.HEADER + types,
                text.toString());
    }

    private static void append(final StringBuilder text, final String element, final Node node) {
        text.append(String.format(
                "<%s name=\"%s\" id=\"%d\" sinceVersion=\"%d\" blockLength=\"%d\"%s>",
                element,
                node.name,
                node.id,
                node.since,
                node.blockLength(),
                element.equals("group") ? " dimensionType=\"size\"" : ""));
        node.fields.forEach(field -> text.append(String.format(
                "<field name=\"%s\" id=\"%d\" sinceVersion=\"%d\" type=\"%s\"/>",
                field.name, field.id, field.since, field.kind.type)));
        node.groups.forEach(group -> append(text, "group", group));
        node.data.forEach(data -> text.append(String.format(
                "<data name=\"%s\" id=\"%d\" sinceVersion=\"%d\" type=\"words\"/>", data.name, data.id, data.since)));
        text.append("</").append(element).append(">");
    }
}
