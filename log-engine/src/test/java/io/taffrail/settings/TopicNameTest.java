/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TopicNameTest {
    @Test
    void shouldAcceptWhenNameFollowsKafkasRules() {
        for (String name : new String[] {"a", "Orders-2.eu_west", "...", "_", "9", "__offsets", "x".repeat(249)}) {
            assertTrue(TopicName.isValid(name), name);
            assertEquals(name, TopicName.requireValid(name));
        }
    }

    @Test
    void shouldRefuseWhenNameBreaksRule() {
        for (String name : new String[] {"", ".", "..", "a b", "a/b", "a\\b", "a\0", "é", "a\n", "x".repeat(250)}) {
            assertFalse(TopicName.isValid(name), name);
            assertThrows(IllegalArgumentException.class, () -> TopicName.requireValid(name), name);
        }
        assertFalse(TopicName.isValid(null));
        assertThrows(IllegalArgumentException.class, () -> TopicName.requireValid(null));
    }

    @Test
    void shouldNameCharacterWithoutPrintingItWhenIllegal() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TopicName.requireValid("ab\nc"));

        assertEquals(
                "topic name=ab?c is invalid: character U+000A at index=2 must be one of a-z A-Z 0-9 . _ -",
                e.getMessage());
    }

    @Test
    void shouldReserveInternalNamesForTheEngine() {
        assertTrue(TopicName.isInternal("__offsets"));
        assertFalse(TopicName.isInternal("_offsets"));
        assertEquals("_offsets", TopicName.requireUserTopic("_offsets"));
        assertThrows(IllegalArgumentException.class, () -> TopicName.requireUserTopic("__offsets"));
        assertThrows(IllegalArgumentException.class, () -> TopicName.requireUserTopic("a b"));
    }

    @Test
    void shouldCollideWhenOnlyDotAndUnderscoreDiffer() {
        assertTrue(TopicName.collides("a.b_c", "a_b.c"));
        assertTrue(TopicName.collides("a", "a"));
        assertFalse(TopicName.collides("a.b", "a-b"));
        assertFalse(TopicName.collides("a.b", "ab"));
    }
}
