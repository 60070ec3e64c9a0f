/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.RecordHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads all of what there is of a topic, and no further, for those who only look at what a service keeps in it. */
public final class TopicScan {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private TopicScan() {}

    /**
     * Read to the ends, control records included. What is behind the published ends is read too: an engine that was killed may
     * not have told of its last records.
     *
     * @param topic   at the place to read from; left at the end.
     * @param handler gets each record in place.
     * @throws EngineException if it cannot be read to the end that its owner published.
     */
    public static void toEnd(final Subscription topic, final RecordHandler handler) {
        topic.withControlRecords(true);
        final long sinceNs = System.nanoTime();
        for (; ; ) {
            final int polled = topic.poll(handler, Integer.MAX_VALUE);
            if (polled == Subscription.OUT_OF_RANGE) {
                final int partition = topic.outOfRangePartition();
                topic.seek(partition, topic.logStartOffset(partition));
            } else if (polled == 0) {
                final int behind = behind(topic);
                if (behind < 0) {
                    return;
                }
                if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                    throw new EngineException(
                            "cannot be read to its end: topic=" + topic.topic() + " partition=" + behind
                                    + " offset=" + topic.position(behind) + " endOffset=" + topic.endOffset(behind)
                                    + ": open the directory with an engine, which recovers it");
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    /** A partition that is not read to its end, or -1. */
    private static int behind(final Subscription topic) {
        for (final int partition : topic.partitions()) {
            if (topic.position(partition) < topic.endOffset(partition)) {
                return partition;
            }
        }
        return -1;
    }
}
