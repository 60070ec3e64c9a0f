/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Request.Partition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of one command: a verb, words that stand for themselves, and {@code key=value}. Each is taken once. */
final class Words {
    private final String line;
    private final Deque<String> plain = new ArrayDeque<>();
    private final Map<String, String> named = new LinkedHashMap<>();

    Words(final String line) {
        this.line = line;
        for (final String word : line.strip().split("\\s+")) {
            final int equals = word.indexOf('=');
            if (equals < 0) {
                plain.add(word);
            } else if (named.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw wrong("said twice, key=" + word.substring(0, equals));
            }
        }
    }

    /** The next word that stands for itself. */
    String next(final String what) {
        if (plain.isEmpty()) {
            throw wrong("missing, word=" + what);
        }
        return plain.remove();
    }

    String text(final String key) {
        final String value = named.remove(key);
        if (value == null) {
            throw wrong("missing, key=" + key);
        }
        return value;
    }

    String text(final String key, final String otherwise) {
        final String value = named.remove(key);
        return value == null ? otherwise : value;
    }

    int number(final String key, final int otherwise) {
        final String value = named.remove(key);
        return value == null ? otherwise : number(value);
    }

    int number(final String value) {
        return Math.toIntExact(longNumber(value));
    }

    long longNumber(final String value) {
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw wrong("no number, value=" + value, e);
        }
    }

    /** A list, its elements separated by commas; null where the key is missing. */
    List<String> list(final String key) {
        final String value = named.remove(key);
        if (value == null) {
            return null;
        }
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    /** A topic and a number with a hyphen between. */
    Partition partition(final String value) {
        final int dash = value.lastIndexOf('-');
        if (dash < 0) {
            throw wrong("no topic-partition, partition=" + value);
        }
        return new Partition(value.substring(0, dash), number(value.substring(dash + 1)));
    }

    /** The words must all have been taken: one left over is a slip of the pen. */
    void end() {
        if (!plain.isEmpty()) {
            throw wrong("not understood, word=" + plain.peek());
        }
        if (!named.isEmpty()) {
            throw wrong("not understood, key=" + named.keySet().iterator().next());
        }
    }

    IllegalArgumentException wrong(final String what) {
        return wrong(what, null);
    }

    private IllegalArgumentException wrong(final String what, final Throwable cause) {
        return new IllegalArgumentException("correct the script: " + what + " in command=" + line, cause);
    }
}
