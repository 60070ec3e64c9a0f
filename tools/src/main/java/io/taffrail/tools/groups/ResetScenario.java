/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.Instants;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say where offsets are reset to. Exactly one is to be given. */
final class ResetScenario {
    @Option(names = "--to-earliest", description = "To the first record kept.")
    private boolean isEarliest;

    @Option(names = "--to-latest", description = "Behind the last record.")
    private boolean isLatest;

    @Option(names = "--to-current", description = "To the committed offset; behind the last record without one.")
    private boolean isCurrent;

    @Option(names = "--to-offset", paramLabel = "N", description = "To this offset.")
    private Long offset;

    @Option(names = "--shift-by", paramLabel = "N", description = "By so many offsets on, or back (-N).")
    private Long shift;

    @Option(
            names = "--to-datetime",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "To the first record at or after a time (2026-01-31T12:00:00Z; UTC if it names no zone).")
    private Long epochNs;

    @Option(
            names = "--by-duration",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "To the first record of the last so long time (PT1H30M, P7D).")
    private Duration duration;

    @Option(
            names = "--from-file",
            paramLabel = "CSV",
            description = "To what a file says, in lines of topic,partition,offset, as --export prints them.")
    private Path file;

    /** The scenarios that were given. */
    List<String> given() {
        final List<String> given = new ArrayList<>();
        add(given, isEarliest, "--to-earliest");
        add(given, isLatest, "--to-latest");
        add(given, isCurrent, "--to-current");
        add(given, offset != null, "--to-offset");
        add(given, shift != null, "--shift-by");
        add(given, epochNs != null, "--to-datetime");
        add(given, duration != null, "--by-duration");
        add(given, file != null, "--from-file");
        return given;
    }

    /** The file that says it all, or null. */
    Path file() {
        return file;
    }

    /** What is wrong with a value, or null. */
    String problem() {
        if (offset != null && offset < 0) {
            return "--to-offset=" + offset + " must not be negative";
        }
        return duration != null && duration.isNegative() ? "--by-duration=" + duration + " must not be negative" : null;
    }

    /**
     * The offset wanted for a partition, maybe beyond the log.
     *
     * @param committed what the group committed, or null.
     * @throws IllegalArgumentException if it depends on a committed offset and there is none.
     */
    long wanted(
            final LogSource source,
            final TopicPartition partition,
            final PartitionOffsets offsets,
            final OffsetAndMetadata committed) {
        if (isEarliest) {
            return offsets.logStartOffset();
        }
        if (offset != null) {
            return offset;
        }
        if (shift != null) {
            if (committed == null) {
                throw new IllegalArgumentException("nothing to shift: the group committed no offset: topic="
                        + partition.topic() + " partition=" + partition.partition() + ": choose another scenario");
            }
            return saturatedSum(committed.offset(), shift);
        }
        if (epochNs != null) {
            return atTime(source, partition, epochNs);
        }
        if (duration != null) {
            return atTime(source, partition, since(duration));
        }
        return isCurrent && committed != null ? committed.offset() : offsets.highWatermark();
    }

    private static long atTime(final LogSource source, final TopicPartition partition, final long epochNs) {
        final SubscriptionConfig one = SubscriptionConfig.defaults().withPartitions(partition.partition());
        try (Subscription subscription = source.subscribe(partition.topic(), StartAt.time(epochNs), one)) {
            return subscription.position(partition.partition());
        }
    }

    /** A duration that reaches beyond what a timestamp can say means all there is. */
    private static long since(final Duration duration) {
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        try {
            return Math.subtractExact(nowNs, duration.toNanos());
        } catch (final ArithmeticException ex) {
            return Long.MIN_VALUE;
        }
    }

    private static long saturatedSum(final long offset, final long shift) {
        return shift > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + shift;
    }

    private static void add(final List<String> given, final boolean isGiven, final String name) {
        if (isGiven) {
            given.add(name);
        }
    }

    /** Reads a time. */
    static final class TimeConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            try {
                return Instants.epochNs(text);
            } catch (final DateTimeException | ArithmeticException ex) {
                throw new TypeConversionException("\"" + text + "\" is no time like 2026-01-31T12:00:00Z");
            }
        }
    }

    /** Reads a duration. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(final String text) {
            try {
                return Duration.parse(text);
            } catch (final DateTimeException ex) {
                throw new TypeConversionException("\"" + text + "\" is no duration like PT1H30M or P7D");
            }
        }
    }
}
