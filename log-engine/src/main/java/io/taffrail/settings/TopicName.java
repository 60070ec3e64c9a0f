/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/**
 * The rules a topic's name obeys. They are Kafka's: 1 to 249 characters out of {@code a-z A-Z 0-9 . _ -}, and neither
 * {@code .} nor {@code ..}, so that a name is also a safe name of a directory.
 */
public final class TopicName {
    /** Longest name in characters. */
    public static final int MAX_LENGTH = 249;

    /** Names with this prefix belong to the engine. */
    public static final String INTERNAL_PREFIX = "__";

    private TopicName() {}

    /**
     * Checks a name against the rules that hold for every topic, internal ones included.
     *
     * @param name to check.
     * @return the name, unchanged.
     * @throws IllegalArgumentException if the name breaks a rule; the message says which.
     */
    public static String requireValid(String name) {
        String rule = brokenRule(name);
        if (rule != null) {
            throw new IllegalArgumentException("topic name=" + printable(name) + " is invalid: " + rule);
        }
        return name;
    }

    /**
     * Checks a name that a user gave for a topic to create, write or alter: valid and not internal.
     *
     * @param name to check.
     * @return the name, unchanged.
     * @throws IllegalArgumentException if the name breaks a rule or is internal.
     */
    public static String requireUserTopic(String name) {
        requireValid(name);
        if (isInternal(name)) {
            throw new IllegalArgumentException("topic name=" + name + " is reserved: names that start with "
                    + INTERNAL_PREFIX + " belong to the engine, choose another");
        }
        return name;
    }

    /**
     * Whether a name obeys the rules that hold for every topic.
     *
     * @param name to check, may be null.
     * @return true if it is valid.
     */
    public static boolean isValid(String name) {
        return brokenRule(name) == null;
    }

    /**
     * Whether a name belongs to the engine. Unlike Kafka, which lists its internal topics, we reserve the prefix.
     *
     * @param name of a topic.
     * @return true if it starts with {@link #INTERNAL_PREFIX}.
     */
    public static boolean isInternal(String name) {
        return name.startsWith(INTERNAL_PREFIX);
    }

    /**
     * Whether two names become the same where {@code .} and {@code _} are not told apart, as in many metrics systems.
     * Kafka refuses to create the second of two such topics. We do not: our counters keep names as they are.
     *
     * @param a name of a topic.
     * @param b name of a topic.
     * @return true if they differ at most in {@code .} against {@code _}.
     */
    public static boolean collides(String a, String b) {
        return a.replace('.', '_').equals(b.replace('.', '_'));
    }

    private static String brokenRule(String name) {
        if (name == null) {
            return "it must not be null";
        }
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "length=" + name.length() + " must be 1 to " + MAX_LENGTH + " characters";
        }
        if (name.equals(".") || name.equals("..")) {
            return "it must not be . or ..";
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isLegal(name.charAt(i))) {
                return String.format(
                        "character U+%04X at index=%d must be one of a-z A-Z 0-9 . _ -", (int) name.charAt(i), i);
            }
        }
        return null;
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    /** A refused name may hold line ends or be very long: neither belongs into a log. */
    private static String printable(String name) {
        if (name == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), MAX_LENGTH); i++) {
            text.append(isLegal(name.charAt(i)) ? name.charAt(i) : '?');
        }
        return name.length() > MAX_LENGTH ? text.append("...").toString() : text.toString();
    }
}
