/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void shouldShowAKnownTargetTheSameInEveryReport() {
        final Palette alone = Palette.of(List.of("taffrail"));
        final Palette among = Palette.of(List.of("aaa", "aeron-ipc", "null", "taffrail", "zzz"));

        assertEquals("c0", alone.of("taffrail").colour());
        assertEquals(alone.of("taffrail"), among.of("taffrail"));
    }

    @Test
    void shouldTellManyTargetsApartAndKeepTheFirstColourForOurs() {
        final List<String> targets = new ArrayList<>(List.of("taffrail", "aeron-ipc", "kafka"));
        for (int i = 0; i < 15; i++) {
            targets.add("other-" + i);
        }

        final Palette palette = Palette.of(targets);

        final Set<Palette.Look> looks = new HashSet<>();
        targets.forEach(target -> looks.add(palette.of(target)));
        assertEquals(targets.size(), looks.size(), "two targets look the same");
        targets.stream()
                .skip(1)
                .forEach(target -> assertNotEquals("c0", palette.of(target).colour(), target));
    }

    @Test
    void shouldHaveEveryColourInBothSchemes() {
        final String css = Resources.text("chart.css");

        for (int i = 0; i < 12; i++) {
            assertEquals(3, css.split("\\.c" + i + " \\{ color: #", -1).length, "c" + i);
        }
        assertTrue(css.contains("prefers-color-scheme: dark"), css);
    }

    @Test
    void shouldRefuseATargetOfAnotherReport() {
        final Palette palette = Palette.of(List.of("taffrail"));

        assertThrows(IllegalArgumentException.class, () -> palette.of("null"));
    }
}
