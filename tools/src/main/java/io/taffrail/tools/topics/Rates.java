/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.TopicDescription;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Records per second that came to partitions while they were watched. */
final class Rates {
    private final double[] perSecond;

    private Rates(final double... perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Watch a topic.
     *
     * @param intervalMs for so long.
     */
    static Rates watch(final LogSource source, final TopicDescription topic, final long intervalMs) {
        final long sinceNs = System.nanoTime();
        final long[] before = ends(source, topic);
        try {
            TimeUnit.MILLISECONDS.sleep(intervalMs);
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while watching: topic=" + topic.name(), ex);
        }
        final long[] after = ends(source, topic);
        return of(before, after, System.nanoTime() - sinceNs);
    }

    /** From end offsets before and after so long a time. */
    static Rates of(final long[] before, final long[] after, final long elapsedNs) {
        final double[] perSecond = new double[before.length];
        for (int i = 0; i < perSecond.length; i++) {
            perSecond[i] = Math.max(0, after[i] - before[i]) * 1e9 / elapsedNs;
        }
        return new Rates(perSecond);
    }

    double perSecond(final int partition) {
        return perSecond[partition];
    }

    static String text(final double rate) {
        return String.format(Locale.ROOT, rate > 0 && rate < 10 ? "%.1f" : "%.0f", rate);
    }

    private static long[] ends(final LogSource source, final TopicDescription topic) {
        final long[] ends = new long[topic.partitions()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = source.offsets(topic.name(), i).endOffset();
        }
        return ends;
    }
}
