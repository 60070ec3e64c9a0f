/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a source as a LOBSTER message file; this is how the shipped sample was made. */
final class LobsterCsvWriter {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private LobsterCsvWriter() {}

    /** @return the number of lines written. */
    static long write(final OrderSource source, final Path file) {
        final OrderEventRow row = new OrderEventRow();
        long lines = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            while (source.next(row)) {
                out.write(line(row));
                out.write('\n');
                lines++;
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot write sample=" + file, ex);
        }
        return lines;
    }

    static String line(final OrderEventRow row) {
        return String.format(
                Locale.ROOT,
                "%d.%09d,%d,%d,%d,%d,%d",
                row.eventTimeNs / NS_PER_SECOND,
                row.eventTimeNs % NS_PER_SECOND,
                row.type.value(),
                row.orderId,
                row.size,
                row.price,
                row.side.value());
    }
}
