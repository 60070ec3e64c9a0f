/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.StartAt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads where to start: {@code earliest}, {@code latest}, an offset as a plain number, a time in ISO-8601 (UTC where it
 * names no zone), or {@code @} and milliseconds since the epoch.
 */
final class StartAtConverter implements ITypeConverter<StartAt> {
    private static final String NUMBER = "-?[0-9]+";

    @Override
    public StartAt convert(final String text) {
        try {
            if (text.equals("earliest")) {
                return StartAt.earliest();
            }
            if (text.equals("latest")) {
                return StartAt.latest();
            }
            if (text.matches(NUMBER)) {
                return offset(text);
            }
            if (text.matches("@" + NUMBER)) {
                return StartAt.time(
                        Math.multiplyExact(Long.parseLong(text.substring(1)), TimeUnit.MILLISECONDS.toNanos(1)));
            }
            return StartAt.time(epochNs(instant(text)));
        } catch (final ArithmeticException | NumberFormatException ex) {
            throw new TypeConversionException("\"" + text + "\" is out of range");
        } catch (final DateTimeException ex) {
            throw new TypeConversionException("\"" + text + "\" is none of earliest, latest, an offset (12), a time"
                    + " (2026-01-31T12:00:00Z), milliseconds since the epoch (@1769860800000)");
        }
    }

    private static StartAt offset(final String text) {
        final long offset = Long.parseLong(text);
        if (offset < 0) {
            throw new TypeConversionException("offset=" + offset + " must not be negative");
        }
        return StartAt.offset(offset);
    }

    private static long epochNs(final Instant instant) {
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
