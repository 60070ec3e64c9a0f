/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.ResultException;
import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * Takes the histogram logs of runs together. An interval is forgotten as soon as it is added: an hour of them would not fit
 * into memory.
 */
final class HistogramLogs {
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;
    private static final int MOST_MOMENTS = 360;

    private final Map<String, Recorded> byTag = new LinkedHashMap<>();
    private final int secondsPerMoment;

    private HistogramLogs(final int secondsPerMoment) {
        this.secondsPerMoment = secondsPerMoment;
    }

    /**
     * Read the logs of some runs; one without a log adds nothing.
     *
     * @param runs of the same target.
     * @return by what was timed.
     * @throws IOException     if a log cannot be read.
     * @throws ResultException if it is broken, or does not hold as many values as the result says.
     */
    static Map<String, Recorded> read(final List<Stored> runs) throws IOException {
        final int seconds =
                runs.stream().mapToInt(run -> run.result().workload().seconds()).sum();
        final HistogramLogs logs = new HistogramLogs(Math.max(1, (seconds + MOST_MOMENTS - 1) / MOST_MOMENTS));
        for (final Stored run : runs) {
            if (run.histograms() != null) {
                logs.add(run.result(), run.histograms());
            }
        }
        return logs.byTag;
    }

    private void add(final RunResult result, final Path path) throws IOException {
        final Map<String, Course> courses = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(path);
                HistogramLogReader reader = new HistogramLogReader(in)) {
            while (reader.hasNext()) {
                final EncodableHistogram interval = reader.nextIntervalHistogram();
                if (!(interval instanceof Histogram histogram) || histogram.getTag() == null) {
                    throw broken(path, "an interval is no tagged histogram of whole numbers");
                }
                courses.computeIfAbsent(histogram.getTag(), tag -> new Course()).add(histogram);
            }
        } catch (final ResultException | IOException ex) {
            throw ex;
        } catch (final RuntimeException ex) {
            throw broken(path, ex.toString());
        }
        if (courses.isEmpty()) {
            throw broken(path, "there is no interval in it");
        }
        courses.forEach((tag, course) -> {
            course.check(result.figure(tag + ".count"), tag, path);
            final Recorded recorded =
                    byTag.computeIfAbsent(tag, name -> new Recorded(new Histogram(DIGITS), new ArrayList<>()));
            recorded.total().add(course.all);
            if (!course.moments().isEmpty()) {
                recorded.runs().add(course.moments());
            }
        });
    }

    private static ResultException broken(final Path path, final String why) {
        return new ResultException("a broken histogram log: file=" + path + ": " + why
                + ": run it again, or move the result away with its log");
    }

    /** One thing timed in one run. */
    private final class Course {
        final Histogram all = new Histogram(DIGITS);
        private final Histogram moment = new Histogram(DIGITS);
        private final List<Recorded.Moment> moments = new ArrayList<>();
        private int seconds;

        void add(final Histogram second) {
            all.add(second);
            moment.add(second);
            seconds++;
            if (seconds % secondsPerMoment == 0) {
                end(seconds - secondsPerMoment);
            }
        }

        List<Recorded.Moment> moments() {
            if (moment.getTotalCount() > 0) {
                end(seconds - seconds % secondsPerMoment);
            }
            return moments;
        }

        /** The reader takes a line that was cut off for the end of the file; the number of values tells. */
        void check(final double expected, final String tag, final Path path) {
            if (!Double.isNaN(expected) && expected != all.getTotalCount()) {
                throw broken(
                        path,
                        "tag=" + tag + " values=" + all.getTotalCount() + " expected=" + Math.round(expected)
                                + ", perhaps it was cut off");
            }
        }

        /** Values are recorded in the second they were due in, however late they were: no second of a run is without any. */
        private void end(final int second) {
            if (moment.getTotalCount() > 0) {
                moments.add(new Recorded.Moment(
                        second,
                        moment.getValueAtPercentile(MEDIAN),
                        moment.getValueAtPercentile(TAIL),
                        moment.getMaxValue()));
            }
            moment.reset();
        }
    }
}
