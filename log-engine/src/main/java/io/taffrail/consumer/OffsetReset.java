/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.log.PartitionReader;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Where a consumer begins in a partition for which its group committed nothing, or whose place is not there any more:
 * Kafka's {@code auto.offset.reset}. Immutable.
 *
 * @param kind of start.
 * @param back with {@link Kind#BY_DURATION} how far back from now; else zero.
 */
public record OffsetReset(Kind kind, Duration back) {
    private static final String DURATION_PREFIX = "by_duration:";

    /** Kinds of start. */
    public enum Kind {
        /** At the first record kept. */
        EARLIEST,
        /** Behind the last record committed at that moment. */
        LATEST,
        /** Nowhere: the poll throws. */
        NONE,
        /** At the first record of the last so long time. */
        BY_DURATION
    }

    /** Checks the values. */
    public OffsetReset {
        Objects.requireNonNull(kind, "kind");
        if (back.isNegative()) {
            throw new IllegalArgumentException("auto.offset.reset=by_duration:" + back + " must not be negative");
        }
    }

    /**
     * At the first record kept.
     *
     * @return the policy.
     */
    public static OffsetReset earliest() {
        return new OffsetReset(Kind.EARLIEST, Duration.ZERO);
    }

    /**
     * Behind the last record.
     *
     * @return the policy.
     */
    public static OffsetReset latest() {
        return new OffsetReset(Kind.LATEST, Duration.ZERO);
    }

    /**
     * Nowhere: the poll throws.
     *
     * @return the policy.
     */
    public static OffsetReset none() {
        return new OffsetReset(Kind.NONE, Duration.ZERO);
    }

    /**
     * At the first record of the last so long time.
     *
     * @param back from now.
     * @return the policy.
     */
    public static OffsetReset byDuration(final Duration back) {
        return new OffsetReset(Kind.BY_DURATION, back);
    }

    /**
     * As Kafka spells it.
     *
     * @param text {@code earliest}, {@code latest}, {@code none}, or {@code by_duration:} and a duration of ISO 8601.
     * @return the policy.
     * @throws IllegalArgumentException if it is none of these.
     */
    public static OffsetReset parse(final String text) {
        if (text.startsWith(DURATION_PREFIX)) {
            try {
                return byDuration(Duration.parse(text.substring(DURATION_PREFIX.length())));
            } catch (final DateTimeParseException ex) {
                throw new IllegalArgumentException(
                        "auto.offset.reset=" + text + ": the duration must be like PT1H30M or P7D", ex);
            }
        }
        return switch (text) {
            case "earliest" -> earliest();
            case "latest" -> latest();
            case "none" -> none();
            default ->
                throw new IllegalArgumentException(
                        "auto.offset.reset=" + text + " must be earliest, latest, none, or by_duration:PT1H");
        };
    }

    void apply(final PartitionReader reader, final long epochNs) {
        switch (kind) {
            case EARLIEST -> reader.seekToEarliest();
            case LATEST -> reader.seekToLatest();
            case BY_DURATION ->
                reader.seekToTime(epochNs - TimeUnit.SECONDS.toNanos(back.getSeconds()) - back.getNano());
            case NONE -> throw new IllegalStateException("auto.offset.reset=none has no place to go to");
        }
    }

    @Override
    public String toString() {
        return kind == Kind.BY_DURATION ? DURATION_PREFIX + back : kind.name().toLowerCase(Locale.ROOT);
    }
}
