/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishResultTest {
    @Test
    void shouldDescribeEveryResultByItsName() throws IllegalAccessException {
        final Set<Long> results = new HashSet<>();
        for (final Field field : PublishResult.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == long.class) {
                final long result = field.getLong(null);
                final String name = field.getName().toLowerCase(Locale.ROOT);
                final String words =
                        PublishResult.describe(result).replace('-', '_').replace(' ', '_');
                assertTrue(result < 0, name);
                assertTrue(results.add(result), () -> name + " has the number of another result");
                assertTrue(words.startsWith(name), () -> name + " is described as " + words);
            }
        }
        assertTrue(results.size() >= 14);
        assertEquals("published at offset=7", PublishResult.describe(7));
        assertTrue(PublishResult.describe(-1000).contains("-1000"));
        assertTrue(PublishResult.describe(Long.MIN_VALUE).contains("unknown"));
    }

    @Test
    void shouldCallRetriableWhatMaySucceedByItself() {
        final Set<Long> retriable = Set.of(
                PublishResult.BACK_PRESSURED,
                PublishResult.STORAGE_FULL,
                PublishResult.NOT_LEADER,
                PublishResult.NOT_ENOUGH_REPLICAS);
        for (long result = -20; result < 3; result++) {
            assertEquals(retriable.contains(result), PublishResult.isRetriable(result), "result=" + result);
        }
    }
}
