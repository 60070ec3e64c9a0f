/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Latencies as a histogram log: an interval a second, with a tag for what was timed. */
final class HistogramFile {
    private static final long SECOND_MS = 1_000;

    private HistogramFile() {}

    static void write(final Path path, final Instant startedAt, final Measured measured) throws IOException {
        if (measured.histograms().isEmpty()) {
            return;
        }
        final HistogramLogWriter log = new HistogramLogWriter(path.toFile());
        try {
            final long startMs = startedAt.toEpochMilli();
            log.outputComment("latencies in nanoseconds, one interval a second of the measured part");
            log.outputLogFormatVersion();
            log.outputStartTime(startMs);
            log.setBaseTime(startMs);
            log.outputLegend();
            for (final Map.Entry<String, SecondHistograms> timed :
                    measured.histograms().entrySet()) {
                write(log, startMs, timed.getKey(), timed.getValue().seconds());
            }
        } finally {
            log.close();
        }
    }

    private static void write(
            final HistogramLogWriter log, final long startMs, final String tag, final List<Histogram> seconds) {
        for (int i = 0; i < seconds.size(); i++) {
            final Histogram second = seconds.get(i);
            second.setTag(tag);
            second.setStartTimeStamp(startMs + i * SECOND_MS);
            second.setEndTimeStamp(startMs + (i + 1) * SECOND_MS);
            log.outputIntervalHistogram(second);
        }
    }
}
