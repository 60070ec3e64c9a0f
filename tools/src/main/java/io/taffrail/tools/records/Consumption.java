/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.TopicDescription;
import io.taffrail.log.Record;
import io.taffrail.settings.Isolation;
import io.taffrail.tools.console.Output;
import java.io.PrintWriter;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Reads a subscription to its end, or on and on.
 *
 * <p>Threading: one thread.
 */
final class Consumption {
    private static final int POLL = 1024;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long TOPIC_CHECK_NS = TimeUnit.SECONDS.toNanos(1);

    private final LogDirectory source;
    private final TopicDescription topic;
    private final Subscription subscription;
    private final RecordPrinter printer;
    private final Output output;
    private final PrintWriter err;
    private final TreeMap<Integer, Long> ends = new TreeMap<>();
    private Isolation isolation = Isolation.READ_UNCOMMITTED;
    private boolean isBounded;
    private boolean isComplete = true;
    private long delivered;

    Consumption(
            final LogDirectory source,
            final TopicDescription topic,
            final Subscription subscription,
            final RecordPrinter printer,
            final Output output,
            final PrintWriter err) {
        this.source = source;
        this.topic = topic;
        this.subscription = subscription;
        this.printer = printer;
        this.output = output;
        this.err = err;
    }

    /** What the subscription is handed of transactions. */
    void isolation(final Isolation ofSubscription) {
        isolation = ofSubscription;
    }

    /**
     * Print records.
     *
     * @param max         at most so many.
     * @param isFollowing whether to wait at the end.
     * @return false when the start lay behind the end, or the end was not reached.
     */
    boolean run(final long max, final boolean isFollowing) {
        for (final int partition : subscription.partitions()) {
            final long end = subscription.endOffset(partition);
            ends.put(partition, end);
            if (subscription.position(partition) > end && !isWithinTransaction(partition)) {
                onOutOfRange(partition);
            }
        }
        isBounded = !isFollowing;
        if (isFollowing) {
            follow(max);
        } else {
            readToEnds(max);
            if (delivered < max && isComplete) {
                readUnpublished(max);
            }
            if (isolation == Isolation.READ_COMMITTED) {
                StableEnds.explain(source, topic.name(), IntStream.of(subscription.partitions()), this::say);
            }
        }
        output.flush();
        return isComplete;
    }

    /** Whether there is a record at the position, but a transaction is open that keeps it from being read. */
    private boolean isWithinTransaction(final int partition) {
        return isolation == Isolation.READ_COMMITTED
                && subscription.position(partition)
                        <= source.offsets(topic.name(), partition).highWatermark();
    }

    private void readToEnds(final long max) {
        long idleSinceNs = System.nanoTime();
        while (delivered < max && !isAtEnds()) {
            if (poll(max) != 0) {
                idleSinceNs = System.nanoTime();
            } else if (System.nanoTime() - idleSinceNs > PATIENCE_NS) {
                isComplete = false;
                for (final int partition : subscription.partitions()) {
                    warnIfShort(partition);
                }
                return;
            } else {
                output.flush();
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    /**
     * An engine that was killed had not told others of its very last records. They are there all the same: when the end
     * does not move, what can be read behind it belongs to nobody at work.
     */
    private void readUnpublished(final long max) {
        LockSupport.parkNanos(SETTLE_NS);
        isBounded = false;
        for (final int partition : subscription.partitions()) {
            if (subscription.position(partition) > ends.get(partition)) {
                subscription.seek(partition, ends.get(partition));
            }
        }
        while (delivered < max && areEndsAsTheyWere() && poll(max) != 0) {
            continue;
        }
    }

    private void follow(final long max) {
        long checkedNs = System.nanoTime();
        while (delivered < max && !Thread.currentThread().isInterrupted()) {
            if (poll(max) == 0) {
                output.flush();
                LockSupport.parkNanos(PAUSE_NS);
                if (System.nanoTime() - checkedNs > TOPIC_CHECK_NS) {
                    checkedNs = System.nanoTime();
                    requireSameTopic();
                }
            }
        }
    }

    private int poll(final long max) {
        final int polled = subscription.poll(this::onRecord, (int) Math.min(POLL, max - delivered));
        if (polled == Subscription.OUT_OF_RANGE) {
            onOutOfRange(subscription.outOfRangePartition());
        }
        return polled;
    }

    private void onRecord(final Record record) {
        if (!isBounded || record.offset() < ends.get(record.partition())) {
            printer.print(record);
            delivered++;
        }
    }

    private void onOutOfRange(final int partition) {
        final long start = subscription.logStartOffset(partition);
        final long end = subscription.endOffset(partition);
        final long position = subscription.position(partition);
        final long lost = subscription.lostRecords(partition);
        if (position < start) {
            warn("out of range: partition=" + partition + " offset=" + position + " logStartOffset=" + start
                    + " records lost=" + lost + ": retention deleted them, going on at the log start");
            subscription.seek(partition, start);
        } else {
            warn("out of range: partition=" + partition + " offset=" + position + " endOffset=" + end
                    + ": there is no such record yet, going on at the end");
            subscription.seek(partition, end);
            isComplete = false;
        }
    }

    private boolean isAtEnds() {
        for (final int partition : subscription.partitions()) {
            if (subscription.position(partition) < ends.get(partition)) {
                return false;
            }
        }
        return true;
    }

    private boolean areEndsAsTheyWere() {
        for (final int partition : subscription.partitions()) {
            if (subscription.endOffset(partition) != ends.get(partition)) {
                return false;
            }
        }
        return true;
    }

    private void requireSameTopic() {
        final boolean isSame = source.listTopics().stream().anyMatch(one -> one.topicId() == topic.topicId());
        if (!isSame) {
            throw new EngineException("topic was deleted: topic=" + topic.name());
        }
    }

    private void warnIfShort(final int partition) {
        final long position = subscription.position(partition);
        if (position < ends.get(partition)) {
            warn("cannot be read to its end: partition=" + partition + " offset=" + position + " endOffset="
                    + ends.get(partition) + ": open the directory with an engine, which recovers it");
        }
    }

    private void warn(final String message) {
        say("warning: " + message);
    }

    private void say(final String line) {
        output.flush();
        err.println(line);
        err.flush();
    }
}
