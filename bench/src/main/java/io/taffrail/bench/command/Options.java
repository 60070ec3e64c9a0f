/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options that are checked as they are read, so that a run begins with what it can do. */
final class Options {
    private static final int SMALLEST_VALUE = 32;
    private static final int LARGEST_VALUE = 512 << 10;

    private static final long MOST_COUNT = 100_000_000;

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

    /** A number as 250, 100k or 2m. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            final String lower = text.toLowerCase(Locale.ROOT);
            final int factor = lower.endsWith("k") ? 1_000 : lower.endsWith("m") ? 1_000_000 : 1;
            final String digits = factor == 1 ? lower : lower.substring(0, lower.length() - 1);
            if (!digits.matches("[0-9]{1,9}") || Long.parseLong(digits) * factor > MOST_COUNT || digits.matches("0+")) {
                throw new TypeConversionException(
                        "'" + text + "' is not a number from 1 to 100m; write it as 250, 100k or 2m");
            }
            return Integer.parseInt(digits) * factor;
        }
    }

    /** Seconds, written as 30s, 2m, 1h or a number. */
    static final class Seconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            final Matcher matcher = Pattern.compile("([0-9]{1,6})([smh]?)").matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time of a second or more; write 30s, 2m or 1h");
            }
            final int factor =
                    switch (matcher.group(2)) {
                        case "m" -> 60;
                        case "h" -> 3_600;
                        default -> 1;
                    };
            return Math.multiplyExact(Integer.parseInt(matcher.group(1)), factor);
        }
    }

    /** Seconds, written as 90m, 12h or 7d. */
    static final class Retention implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            final Matcher matcher = Pattern.compile("([0-9]{1,6})([smhd])").matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
                throw new TypeConversionException("'" + text + "' is not a time; write 90m, 12h or 7d");
            }
            final long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> number;
                case "m" -> TimeUnit.MINUTES.toSeconds(number);
                case "h" -> TimeUnit.HOURS.toSeconds(number);
                default -> TimeUnit.DAYS.toSeconds(number);
            };
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
