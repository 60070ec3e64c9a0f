/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;

/**
 * One thing that is wrong, and the operations that show it. Immutable.
 *
 * @param anomaly   its kind.
 * @param partition where.
 * @param detail    which offsets and values.
 * @param evidence  the operations, those of publishers first.
 */
public record Finding(Anomaly anomaly, int partition, String detail, List<Operation> evidence) {
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(200);
        text.append("partition=").append(partition).append(' ').append(detail);
        for (final Operation operation : evidence) {
            text.append("\n    ").append(shortened(operation.toString()));
        }
        return text.toString();
    }

    /** A poll may hold thousands of records. */
    private static String shortened(final String text) {
        final int most = 400;
        return text.length() <= most ? text : text.substring(0, most) + "... (" + text.length() + " characters)";
    }
}
