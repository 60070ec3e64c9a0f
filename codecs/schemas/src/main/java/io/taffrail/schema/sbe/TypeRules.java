/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.TypeLayout.Bits;
import io.taffrail.schema.sbe.TypeLayout.Choice;
import io.taffrail.schema.sbe.TypeLayout.Composite;
import io.taffrail.schema.sbe.TypeLayout.Member;
import io.taffrail.schema.sbe.TypeLayout.Primitive;
import io.taffrail.schema.sbe.TypeLayout.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding.Presence;

/** Can a value of one type be read as one of another? */
final class TypeRules {
    private final boolean isWriterNewer;
    private final BiConsumer<String, String> problems;

    /**
     * Rules between two schemas.
     *
     * @param isWriterNewer whether the writer's version is the higher one: it may then have values that the reader does not know.
     * @param problems      takes path and text of each.
     */
    TypeRules(final boolean isWriterNewer, final BiConsumer<String, String> problems) {
        this.isWriterNewer = isWriterNewer;
        this.problems = problems;
    }

    void check(final String path, final TypeLayout read, final TypeLayout written) {
        if (read instanceof Primitive one && written instanceof Primitive other) {
            checkPrimitive(path, one, other);
        } else if (read instanceof Choice one && written instanceof Choice other) {
            checkChoice(path, one, other);
        } else if (read instanceof Bits one && written instanceof Bits other) {
            if (isSame(path, one, other)) {
                checkNames(path, "bit", one.bits(), other.bits());
            }
        } else if (read instanceof Composite one && written instanceof Composite other) {
            checkComposite(path, one, other);
        } else {
            differs(path, read, written);
        }
    }

    private void checkPrimitive(final String path, final Primitive read, final Primitive written) {
        final boolean isConstant =
                read.value().presence() == Presence.CONSTANT || written.value().presence() == Presence.CONSTANT;
        final boolean isSame = isConstant
                ? isSame(path, read.primitive(), written.primitive(), read, written)
                : isSame(path, read, written);
        if (isSame) {
            checkPresence(path, read.value(), written.value(), nullValue -> isInRange(nullValue, written));
            if (!isCharsetReadable(read.charset(), written.charset())) {
                problems.accept(
                        path,
                        "characterEncoding=" + read.charset() + " expected, found characterEncoding="
                                + written.charset());
            }
        }
    }

    private void checkChoice(final String path, final Choice read, final Choice written) {
        if (isSame(path, read.primitive(), written.primitive(), read, written)) {
            checkPresence(path, read.value(), written.value(), written.values()::containsValue);
            checkNames(path, "value", read.values(), written.values());
        }
    }

    private void checkComposite(final String path, final Composite read, final Composite written) {
        if (read.members().size() != written.members().size() || read.length() != written.length()) {
            problems.accept(
                    path,
                    "composite of members=" + read.members().size() + " length=" + read.length()
                            + " expected, found members=" + written.members().size() + " length=" + written.length()
                            + ": a composite cannot be extended, make a new one for a new field");
            return;
        }
        for (int i = 0; i < read.members().size(); i++) {
            final Member expected = read.members().get(i);
            final Member found = written.members().get(i);
            final String name = path + "." + expected.name();
            final boolean isElsewhere =
                    !expected.name().equals(found.name()) && written.member(expected.name()) != null;
            if (isElsewhere || expected.offset() != found.offset()) {
                problems.accept(
                        name,
                        "member " + expected.name() + " expected at offset=" + expected.offset() + ", found member "
                                + found.name() + " at offset=" + found.offset() + ": members do not move");
            } else {
                check(name, expected.type(), found.type());
            }
        }
    }

    /** A name is what a value means: it may change, but not over to another value. */
    private void checkNames(
            final String path,
            final String what,
            final Map<String, PrimitiveValue> read,
            final Map<String, PrimitiveValue> written) {
        read.forEach((name, value) -> {
            final PrimitiveValue other = written.get(name);
            if (other != null && !other.equals(value)) {
                problems.accept(
                        path,
                        what + " " + name + "=" + value + " expected, found " + name + "=" + other
                                + ": what a name stands for must not change");
            }
        });
        if (!isWriterNewer) {
            written.forEach((name, value) -> {
                if (!read.containsValue(value)) {
                    problems.accept(
                            path,
                            what + " " + name + "=" + value
                                    + " expected, found none: leave it in, marked as deprecated;"
                                    + " if it is new, give the schema a higher version");
                }
            });
        }
    }

    /** Whether there is a value: a reader must know of whatever a writer has that stands for none. */
    private void checkPresence(
            final String path, final Value read, final Value written, final Predicate<PrimitiveValue> isValue) {
        final boolean isConstant = read.presence() == Presence.CONSTANT || written.presence() == Presence.CONSTANT;
        if (isConstant) {
            if (read.presence() != written.presence() || !Objects.equals(read.constant(), written.constant())) {
                problems.accept(path, describe(read) + " expected, found " + describe(written));
            }
        } else if (written.presence() == Presence.OPTIONAL) {
            if (read.presence() != Presence.OPTIONAL || !read.nullValue().equals(written.nullValue())) {
                problems.accept(
                        path,
                        describe(read) + " expected, found " + describe(written)
                                + ": what is written for no value would be read as one");
            }
        } else if (read.presence() == Presence.OPTIONAL && isValue.test(read.nullValue())) {
            problems.accept(
                    path,
                    describe(read) + " expected, found " + describe(written)
                            + ": a value that is written would be read as none");
        }
    }

    private static String describe(final Value value) {
        return switch (value.presence()) {
            case CONSTANT -> "constant " + value.constant();
            case OPTIONAL -> "presence=optional nullValue=" + value.nullValue();
            case REQUIRED -> "presence=required";
        };
    }

    private static boolean isInRange(final PrimitiveValue value, final Primitive type) {
        return switch (type.primitive()) {
            case FLOAT, DOUBLE ->
                value.doubleValue() >= type.min().doubleValue()
                        && value.doubleValue() <= type.max().doubleValue();
            case UINT64 ->
                Long.compareUnsigned(value.longValue(), type.min().longValue()) >= 0
                        && Long.compareUnsigned(value.longValue(), type.max().longValue()) <= 0;
            default ->
                value.longValue() >= type.min().longValue()
                        && value.longValue() <= type.max().longValue();
        };
    }

    /** ASCII is part of the others that are in use. */
    private static boolean isCharsetReadable(final String read, final String written) {
        if (read == null || written == null) {
            return Objects.equals(read, written);
        }
        final Charset one = Charset.forName(read);
        final Charset other = Charset.forName(written);
        final boolean isSuperset = one.equals(StandardCharsets.UTF_8) || one.equals(StandardCharsets.ISO_8859_1);
        return one.equals(other) || isSuperset && other.equals(StandardCharsets.US_ASCII);
    }

    private boolean isSame(final String path, final TypeLayout read, final TypeLayout written) {
        final boolean isSame = read.kind().equals(written.kind()) && read.length() == written.length();
        if (!isSame) {
            differs(path, read, written);
        }
        return isSame;
    }

    /** Where one is a constant, they differ by that alone. */
    private boolean isSame(
            final String path,
            final PrimitiveType one,
            final PrimitiveType other,
            final TypeLayout read,
            final TypeLayout written) {
        if (one != other) {
            differs(path, read, written);
        }
        return one == other;
    }

    private void differs(final String path, final TypeLayout read, final TypeLayout written) {
        problems.accept(
                path, read.kind() + " expected, found " + written.kind() + ": the type of a field must not change");
    }
}
