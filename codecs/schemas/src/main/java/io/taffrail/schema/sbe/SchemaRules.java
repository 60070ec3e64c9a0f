/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.SchemaLayout.Block;
import io.taffrail.schema.sbe.SchemaLayout.Field;
import io.taffrail.schema.sbe.SchemaLayout.MessageLayout;
import io.taffrail.schema.sbe.SchemaLayout.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * SBE's rules of extension: can a reader that was built with one schema read what a writer with another one wrote? The reader goes by
 * the version in the message's header: what its schema says came later is absent, what came with that version or before must be there,
 * in the same place and encoding.
 *
 * <p>The rules are those of the specification's chapter on extension, and what the SBE tool's decoders do: they step over what they do
 * not know at the end of a block and at the end of a message, and nowhere else.
 *
 * <p>Threading: {@link #canRead} may be called by any thread.
 */
public final class SchemaRules {
    private final SchemaLayout reader;
    private final SchemaLayout writer;
    private final List<SchemaProblem> problems = new ArrayList<>();
    private final TypeRules types;

    private SchemaRules(final SchemaLayout reader, final SchemaLayout writer) {
        this.reader = reader;
        this.writer = writer;
        types = new TypeRules(writer.version() > reader.version(), this::add);
    }

    /**
     * Compare two schemas.
     *
     * @param reader whose decoders read.
     * @param writer whose encoders wrote.
     * @return what keeps the one from reading all messages of the other; empty if nothing does.
     */
    public static List<SchemaProblem> canRead(final SbeSchema reader, final SbeSchema writer) {
        final SchemaRules rules = new SchemaRules(reader.layout(), writer.layout());
        rules.check();
        return List.copyOf(rules.problems);
    }

    private void check() {
        same("id", reader.id(), writer.id());
        same("byteOrder", reader.byteOrder(), writer.byteOrder());
        types.check("messageHeader", reader.header(), writer.header());
        for (final MessageLayout written : writer.messages().values()) {
            final MessageLayout read = reader.messages().get(written.templateId());
            if (read != null) {
                checkBlock(read.name(), read.block(), written.block(), true);
            } else if (writer.version() <= reader.version()) {
                add(
                        written.name(),
                        "message id=" + written.templateId() + " expected, found none: messages with it are in version "
                                + writer.version()
                                + (writer.version() == reader.version()
                                        ? "; if it is new, give the schema a higher version"
                                        : "; leave it in, marked as deprecated"));
            }
        }
    }

    private void checkBlock(final String path, final Block read, final Block written, final boolean isRoot) {
        for (final Field field : read.fields()) {
            checkField(path + "." + field.name(), field, written);
        }
        checkVariables(path, read, written, isRoot);
    }

    private void checkField(final String path, final Field read, final Block block) {
        final Field written = block.fields().stream()
                .filter(field -> field.id() == read.id())
                .findFirst()
                .orElse(null);
        if (read.sinceVersion() > writer.version()) {
            if (written != null) {
                add(path, hidden("field", read.id(), read.sinceVersion()));
            }
        } else if (written == null) {
            add(path, missing("field", read.id()) + renumbered(read, block));
        } else if (read.type().length() > 0 && written.type().length() > 0 && read.offset() != written.offset()) {
            add(
                    path,
                    "offset=" + read.offset() + " expected, found offset=" + written.offset() + " in version "
                            + writer.version() + ": fields do not move, new ones stand at the end of their block");
        } else {
            types.check(path, read.type(), written.type());
        }
    }

    private static String renumbered(final Field read, final Block block) {
        return block.fields().stream()
                .filter(field -> field.name().equals(read.name()))
                .findFirst()
                .map(field -> "; there it has id=" + field.id() + ", and a field's id must not change")
                .orElse("");
    }

    /** Groups and data have no place of their own: each begins where the one before it ends. */
    private void checkVariables(final String path, final Block read, final Block written, final boolean isRoot) {
        final List<Variable> expected = new ArrayList<>();
        for (final Variable variable : read.variables()) {
            if (variable.sinceVersion() <= writer.version()) {
                expected.add(variable);
            } else if (written.variables().stream().anyMatch(other -> isSame(variable, other))) {
                add(path + "." + variable.name(), hidden(variable.kind(), variable.id(), variable.sinceVersion()));
                return;
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!checkVariable(path, expected.get(i), i, written.variables())) {
                return; // whatever follows is read from the wrong place
            }
        }
        if (!isRoot && written.variables().size() > expected.size()) {
            final Variable extra = written.variables().get(expected.size());
            add(
                    path + "." + extra.name(),
                    "no " + extra.kind() + " id=" + extra.id() + " expected, found one in version " + writer.version()
                            + ": what a reader does not know it steps over at the end of a message, but not within the"
                            + " entries of a group");
        }
    }

    /** Whether a reader that looks for one finds it, and so goes on at the right place. */
    private boolean checkVariable(final String path, final Variable read, final int place, final List<Variable> all) {
        final String name = path + "." + read.name();
        if (place == all.size()) {
            add(name, missing(read.kind(), read.id()));
            return false;
        }
        final Variable written = all.get(place);
        if (!isSame(read, written)) {
            final boolean isFurtherOn = all.stream().anyMatch(other -> isSame(read, other));
            add(
                    name,
                    read.kind() + " id=" + read.id() + " expected, found " + written.kind() + " " + written.name()
                            + " id=" + written.id() + " in its place in version " + writer.version()
                            + (isFurtherOn
                                    ? ": a reader that does not know one cannot step over it to what follows"
                                    : advice()));
            return false;
        }
        types.check(name, read.header(), written.header());
        if (read.isGroup()) {
            checkBlock(name, read.entry(), written.entry(), false);
        }
        return true;
    }

    private static boolean isSame(final Variable one, final Variable other) {
        return one.id() == other.id() && one.isGroup() == other.isGroup();
    }

    private String missing(final String kind, final int id) {
        return kind + " id=" + id + " expected, found none in version " + writer.version() + advice();
    }

    /** What to do about something that only the reader has. */
    private String advice() {
        if (writer.version() > reader.version()) {
            return ": leave it in, marked as deprecated";
        }
        final int next = Math.max(reader.version(), writer.version() + 1);
        return ": if it is new, give it sinceVersion=\"" + next + "\""
                + (next == reader.version() ? "" : " and the schema version=\"" + next + "\"");
    }

    private String hidden(final String kind, final int id, final int sinceVersion) {
        return kind + " id=" + id + " is in version " + writer.version() + ", but sinceVersion=" + sinceVersion
                + " says that it is not: a sinceVersion must not change";
    }

    private void same(final String name, final Object expected, final Object found) {
        if (!expected.equals(found)) {
            add("messageSchema", name + "=" + expected + " expected, found " + name + "=" + found);
        }
    }

    private void add(final String path, final String text) {
        problems.add(new SchemaProblem(path, text));
    }
}
