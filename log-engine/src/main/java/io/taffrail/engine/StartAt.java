/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionReader;

/** Where a subscription starts to read. */
public final class StartAt {
    private static final StartAt EARLIEST = new StartAt(Kind.EARLIEST, 0);
    private static final StartAt LATEST = new StartAt(Kind.LATEST, 0);

    private final Kind kind;
    private final long number;

    private StartAt(final Kind kind, final long number) {
        this.kind = kind;
        this.number = number;
    }

    /**
     * At the first record kept.
     *
     * @return the start.
     */
    public static StartAt earliest() {
        return EARLIEST;
    }

    /**
     * Behind the last record committed at the moment of subscribing.
     *
     * @return the start.
     */
    public static StartAt latest() {
        return LATEST;
    }

    /**
     * At an offset, in every partition.
     *
     * @param offset 0 or more.
     * @return the start.
     */
    public static StartAt offset(final long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset=" + offset + " must not be negative");
        }
        return new StartAt(Kind.OFFSET, offset);
    }

    /**
     * At the first record with a timestamp at or after a time.
     *
     * @param epochNs nanoseconds since the epoch.
     * @return the start.
     */
    public static StartAt time(final long epochNs) {
        return new StartAt(Kind.TIME, epochNs);
    }

    void apply(final PartitionReader reader) {
        switch (kind) {
            case EARLIEST -> reader.seekToEarliest();
            case LATEST -> reader.seekToLatest();
            case OFFSET -> reader.seek(number);
            case TIME -> reader.seekToTime(number);
        }
    }

    @Override
    public String toString() {
        return kind == Kind.OFFSET || kind == Kind.TIME ? kind + " " + number : kind.toString();
    }

    private enum Kind {
        EARLIEST,
        LATEST,
        OFFSET,
        TIME
    }
}
