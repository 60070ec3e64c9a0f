/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.StartAt;
import io.taffrail.tools.console.Instants;
import java.time.DateTimeException;
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
            return StartAt.time(Instants.epochNs(text));
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
}
