/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options that are checked as they are read, so that a run begins with what it can do. */
final class Options {
    private static final int SMALLEST_VALUE = 8;
    private static final int LARGEST_VALUE = 512 << 10;

    private Options() {}

    private static int parse(final String text, final int least, final int most) {
        try {
            final int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (final NumberFormatException ex) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not a whole number from " + least + " to " + most);
    }

    /** Bytes of a value: room for a sequence number at least, and for its batch in every target at most. */
    static final class ValueBytes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            return parse(text, SMALLEST_VALUE, LARGEST_VALUE);
        }
    }

    /** A number of things of which there is at least one. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            return parse(text, 1, Integer.MAX_VALUE);
        }
    }

    /** A number of things of which there may be none. */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            return parse(text, 0, Integer.MAX_VALUE);
        }
    }

    /** A directory that is there and may be written to. */
    static final class Directory implements ITypeConverter<Path> {
        @Override
        public Path convert(final String text) {
            final Path path = Path.of(text);
            if (!Files.isDirectory(path) || !Files.isWritable(path)) {
                throw new TypeConversionException("'" + text + "' is not a directory that can be written to");
            }
            return path;
        }
    }
}
