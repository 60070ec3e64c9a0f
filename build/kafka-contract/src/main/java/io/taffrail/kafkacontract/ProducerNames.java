/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.HashMap;
import java.util.Map;

/**
 * Producer ids are chosen by the target; in scripts they are called {@code p1}, {@code p2} and so on, in the order in which they
 * appear. A number stands for itself.
 */
final class ProducerNames {
    private static final String PREFIX = "p";

    private final Map<Long, String> nameById = new HashMap<>();
    private final Map<String, Long> idByName = new HashMap<>();

    /** The id behind a name that a script uses; null for a number. */
    Long id(final String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        final Long id = idByName.get(name);
        if (id == null) {
            throw new IllegalStateException("no producer has appeared under this name yet, name=" + name);
        }
        return id;
    }

    /** The name of an id; a new one if it appears for the first time. */
    String name(final long id) {
        return nameById.computeIfAbsent(id, key -> {
            final String name = PREFIX + (nameById.size() + 1);
            idByName.put(name, key);
            return name;
        });
    }
}
