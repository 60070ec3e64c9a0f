/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
    @Test
    void shouldCountEditsWhenWordsDiffer() {
        assertEquals(0, NearestKey.distance("same", "same"));
        assertEquals(3, NearestKey.distance("kitten", "sitting"));
        assertEquals(4, NearestKey.distance("", "four"));
        assertEquals(4, NearestKey.distance("four", ""));
        assertEquals(2, NearestKey.distance("ab", "ba"));
    }

    @Test
    void shouldTakeFirstWhenKeysAreEquallyNear() {
        assertEquals("ab", NearestKey.of("aa", List.of("xyz", "ab", "ac")));
    }
}
