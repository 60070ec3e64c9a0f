/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value for every setting of a table: those that were given, checked, and the defaults of the others. Immutable. */
public final class SettingValues {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * The values of a table.
     *
     * @param definitions the table.
     * @param given       values by key, as a user wrote them.
     * @throws IllegalArgumentException if a key is unknown, naming the nearest one, or a value breaks its rule.
     */
    public SettingValues(final List<SettingDefinition> definitions, final Map<String, String> given) {
        definitions.forEach(definition -> values.put(definition.key(), definition.defaultValue()));
        given.forEach((key, value) ->
                values.put(key, SettingKeys.find(definitions, key).canonical(value)));
    }

    /**
     * A value as it is spelled.
     *
     * @param key of the table.
     * @return the value; empty when none was given and there is no default.
     */
    public String text(final String key) {
        final String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such setting: key=" + key);
        }
        return value;
    }

    /**
     * A value as it is spelled, or nothing.
     *
     * @param key of the table.
     * @return the value; null when none was given and there is no default.
     */
    public String textOrNull(final String key) {
        final String value = text(key);
        return value.isEmpty() ? null : value;
    }

    /**
     * A whole number.
     *
     * @param key of the table.
     * @return the value.
     */
    public int intOf(final String key) {
        return Integer.parseInt(text(key));
    }

    /**
     * A whole number.
     *
     * @param key of the table.
     * @return the value.
     */
    public long longOf(final String key) {
        return Long.parseLong(text(key));
    }

    /**
     * One of a fixed list.
     *
     * @param key     of the table.
     * @param choices all there are.
     * @param <C>     kind of the choice.
     * @return the one that is spelled so.
     */
    public <C extends Choice> C choice(final String key, final C[] choices) {
        return SettingKeys.choice(text(key), choices);
    }

    /**
     * A boolean.
     *
     * @param key of the table.
     * @return the value.
     */
    public boolean isTrue(final String key) {
        return Boolean.parseBoolean(text(key));
    }
}
