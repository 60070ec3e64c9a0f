/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Reads times as people write them. */
public final class Instants {
    private Instants() {}

    /**
     * A date, or a date and a time, in UTC where no zone is named.
     *
     * @param text such as {@code 2026-01-31T12:00:00Z} or {@code 2026-01-31}.
     * @return nanoseconds since the epoch.
     * @throws DateTimeException   if it is none.
     * @throws ArithmeticException if it is too far away.
     */
    public static long epochNs(final String text) {
        final Instant instant = instant(text);
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
    }

    private static Instant instant(final String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (final DateTimeException ex) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }
}
