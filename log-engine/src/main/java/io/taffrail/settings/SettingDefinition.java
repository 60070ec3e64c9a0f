/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import java.util.Objects;

/**
 * All there is to know about one setting: a row of the table in {@link SettingKeys} and in
 * {@code docs/configuration.md}.
 *
 * @param key          name of the setting.
 * @param rule         its type and valid values.
 * @param defaultValue spelled as in settings; empty when there is none.
 * @param change       what it takes to change the value of a topic or engine that exists.
 * @param meaning      one or two sentences, Markdown.
 * @param kafka        how this differs from Kafka, Markdown.
 */
public record SettingDefinition(
        String key, ValueRule rule, String defaultValue, Change change, String meaning, String kafka) {

    /** What it takes to change a setting of something that exists. */
    public enum Change {
        /** Takes effect within one round of the background duty that reads it. */
        LIVE("yes"),
        /** May be changed at any time; the segment being written keeps the old value. */
        NEXT_SEGMENT("yes, from the next segment on"),
        /** Takes effect when the engine is opened again. */
        NEXT_OPEN("no, at the next open"),
        /** There is one valid value at present. */
        FIXED("no");

        private final String text;

        Change(String text) {
            this.text = text;
        }

        /**
         * The words of the documentation.
         *
         * @return a short text.
         */
        public String text() {
            return text;
        }
    }

    /** A row whose meaning is still to be said. */
    public interface Described {
        /**
         * Says what it means.
         *
         * @param text one or two sentences, Markdown.
         * @return the row without its last column.
         */
        Compared meaning(String text);
    }

    /** A row of which is still to be said how it differs from Kafka. */
    public interface Compared {
        /**
         * Says how it differs from Kafka.
         *
         * @param text Markdown.
         * @return the row.
         */
        SettingDefinition kafka(String text);
    }

    /**
     * Begins a row of a table; its two long columns are named as they are given.
     *
     * @param key          name of the setting.
     * @param rule         its type and valid values.
     * @param defaultValue spelled as in settings; empty when there is none.
     * @param change       what it takes to change it.
     * @return the row without its long columns.
     */
    public static Described define(String key, ValueRule rule, String defaultValue, Change change) {
        return meaning -> kafka -> new SettingDefinition(key, rule, defaultValue, change, meaning, kafka);
    }

    public SettingDefinition {
        Objects.requireNonNull(change, "change");
        if (!defaultValue.isEmpty() && !rule.canonical(key, defaultValue).equals(defaultValue)) {
            throw new IllegalArgumentException(key + " default=" + defaultValue + " must be spelled canonically");
        }
    }

    /**
     * Checks one value for this setting.
     *
     * @param value as a user wrote it; null is refused like any other wrong value.
     * @return the value in its canonical spelling.
     * @throws IllegalArgumentException naming the key, the value and the rule it breaks.
     */
    public String canonical(String value) {
        return rule.canonical(key, String.valueOf(value));
    }
}
