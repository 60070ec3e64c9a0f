/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How each target looks: a colour of the style sheet, a dash pattern and a marker, so that it can be told from the others
 * without colours too. The targets that are known here look the same in every report.
 */
final class Palette {
    private static final List<String> KNOWN = List.of(
            "taffrail",
            "aeron-ipc",
            "bare-mapping",
            "null",
            "taffrail-claim",
            "taffrail-x16",
            "taffrail-lock",
            "floor",
            "floor-unchecked",
            "chronicle-queue",
            "disruptor",
            "kafka");

    private static final String[] DASHES = {
        "none", "7 3", "2 3", "1 4", "10 3 2 3", "5 2", "8 3 2 3 2 3", "12 4", "4 4", "3 2", "10 2", "6 2 1 2"
    };

    private final Map<String, Look> looks = new HashMap<>();

    private Palette() {}

    /**
     * How a target looks.
     *
     * @param colour class of the style sheet.
     * @param dash   pattern of its lines.
     * @param marker of its points.
     */
    record Look(String colour, String dash, Marker marker) {}

    /** Looks for all targets of a report. */
    static Palette of(final Collection<String> targets) {
        final Palette palette = new Palette();
        int free = KNOWN.size();
        for (final String target : new TreeSet<>(targets)) {
            final int known = KNOWN.indexOf(target);
            palette.looks.put(target, look(known >= 0 ? known : free));
            free += known >= 0 ? 0 : 1;
        }
        return palette;
    }

    Look of(final String target) {
        final Look look = looks.get(target);
        if (look == null) {
            throw new IllegalArgumentException("not a target of this report: target=" + target);
        }
        return look;
    }

    /** Beyond the last colour they come again, the first one excepted, with another dash and another marker. */
    private static Look look(final int slot) {
        final int colours = DASHES.length;
        final int again = slot / colours;
        final Marker[] markers = Marker.values();
        return new Look(
                "c" + (again == 0 ? slot : 1 + (slot - 1) % (colours - 1)),
                DASHES[(slot + 5 * again) % colours],
                markers[(slot + 7 * again) % markers.length]);
    }
}
