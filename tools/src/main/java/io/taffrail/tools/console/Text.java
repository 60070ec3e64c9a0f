/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Numbers, times and bytes as people read them. */
public final class Text {
    private static final long NANOS = 1_000_000_000L;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Text() {}

    /**
     * A time.
     *
     * @param epochNs nanoseconds since the epoch.
     * @return ISO-8601 in UTC.
     */
    public static String time(final long epochNs) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, NANOS), Math.floorMod(epochNs, NANOS))
                .toString();
    }

    /**
     * A number of bytes.
     *
     * @param bytes 0 or more.
     * @return with a unit.
     */
    public static String size(final long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /**
     * Bytes as quoted text; what is not printable, or not UTF-8, as escapes.
     *
     * @param bytes or null.
     * @return one line.
     */
    public static String quoted(final byte[] bytes) {
        if (bytes == null) {
            return "null";
        }
        final StringBuilder text = new StringBuilder(bytes.length + 2).append('"');
        try {
            final CharSequence decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            decoded.chars().forEach(c -> append(text, (char) c));
        } catch (final CharacterCodingException ex) {
            for (final byte b : bytes) {
                if (b < 0) {
                    text.append(String.format("\\x%02x", b & 0xFF));
                } else {
                    append(text, (char) b);
                }
            }
        }
        return text.append('"').toString();
    }

    /**
     * The nearest of some names to one that is not among them.
     *
     * @param wrong the name that was given.
     * @param names that there are.
     * @return the name with the fewest edits, or null when there are no names.
     */
    public static String nearest(final String wrong, final List<String> names) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (final String name : names) {
            final int distance = distance(wrong, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    private static void append(final StringBuilder text, final char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (Character.isISOControl(c)) {
                    text.append(String.format("\\x%02x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }

    /** Levenshtein's distance. */
    private static int distance(final String a, final String b) {
        final int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                final int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
