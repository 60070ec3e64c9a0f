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
