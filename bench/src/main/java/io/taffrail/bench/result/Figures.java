/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/**
 * Names of figures.
 *
 * <p>Latencies are called after what was timed and the percentile, as in {@code end-to-end.p99.9}, and are in nanoseconds;
 * {@code .max} and {@code .count} stand beside them.
 */
public final class Figures {
    /** Values a second; of bursts, the median of the measured ones. */
    public static final String RATE = "values.per.second";

    /** Of the slowest measured burst. */
    public static final String RATE_MIN = "values.per.second.min";

    /** Of the fastest measured burst. */
    public static final String RATE_MAX = "values.per.second.max";

    /** Bytes of values a second. */
    public static final String BYTES = "value.bytes.per.second";

    /** Values sent while it was measured. */
    public static final String SENT = "values.sent";

    /** Values that the reader with the fewest received. */
    public static final String RECEIVED = "values.received";

    /** Zeroing and touching pages of files on the same file system, bytes a second; of sustained runs. */
    public static final String ROAD = "road.bytes.per.second";

    /** Mean bytes of files while it ran; of sustained runs. */
    public static final String DISK = "disk.bytes";

    /** From the intended time of sending until the value was sent. */
    public static final String PUBLISH = "publish";

    /** The call of send alone. */
    public static final String SERVICE = "service";

    /** From the intended time of sending until a reader has it. */
    public static final String END_TO_END = "end-to-end";

    /** From the kill of a leader until the next one has committed a record. */
    public static final String FAILOVER = "failover";

    /** From the intended time of sending until a majority has it; the publisher is told. */
    public static final String COMMIT = "commit";

    /** Behind {@link #SERVICE} and {@link #COMMIT}: while a follower stands still. */
    public static final String STOPPED = ".stopped";

    /** Acknowledged records that were compared. */
    public static final String ACKNOWLEDGED = "values.acknowledged";

    /** Terms that began though no leader was killed, or that nobody won. */
    public static final String FALSE_ELECTIONS = "elections.without.a.kill";

    /** How fast a follower that goes on gets what it missed, bytes a second; the median. */
    public static final String CATCH_UP = "catch.up.bytes.per.second";

    /** What it missed; the median. */
    public static final String MISSED = "missed.bytes";

    /** Percentiles that are kept as figures. */
    public static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private Figures() {}

    /**
     * Name of a percentile of something timed.
     *
     * @param timed      {@link #PUBLISH}, {@link #SERVICE} or {@link #END_TO_END}.
     * @param percentile for example 99.9.
     * @return for example {@code publish.p99.9}.
     */
    public static String percentile(final String timed, final double percentile) {
        final String number =
                percentile == Math.rint(percentile) ? Integer.toString((int) percentile) : Double.toString(percentile);
        return timed + ".p" + number;
    }
}
