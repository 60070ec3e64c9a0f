/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.ConsumerListener;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.log.Record;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.Isolation;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.StopSignal;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Prints records as a member of a group, and commits what was printed, after it was printed: what is interrupted in between is
 * printed again by the next one.
 */
final class GroupConsumption implements ConsumerListener {
    private static final int POLL = 1024;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WAIT_NOTE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final LogEngine engine;
    private final TopicDescription topic;
    private final RecordPrinter printer;
    private final Output output;
    private final PrintWriter err;
    private final boolean isCommitting;
    private boolean isWhole = true;
    private boolean isToCommit;
    private boolean isWaitNoted;
    private long delivered;

    GroupConsumption(
            final LogEngine engine,
            final TopicDescription topic,
            final RecordPrinter printer,
            final Output output,
            final PrintWriter err,
            final boolean isCommitting) {
        this.engine = engine;
        this.topic = topic;
        this.printer = printer;
        this.output = output;
        this.err = err;
        this.isCommitting = isCommitting;
    }

    /**
     * Print records until the signal is given, the most are printed or, without following, the ends are reached: nobody else
     * publishes while this process owns the directory.
     *
     * @return false when the log was cut before the group's place in it.
     */
    boolean run(final ConsumerConfig config, final long max, final boolean isFollowing, final StopSignal signal) {
        final boolean isStable = config.isolation() == Isolation.READ_COMMITTED;
        try (Consumer consumer = Consumer.open(engine, config)) {
            consumer.subscribe(Set.of(topic.name()), this);
            final long sinceNs = System.nanoTime();
            boolean isAtEnd = false;
            while (delivered < max && !isAtEnd && !signal.isGiven()) {
                final int polled = consumer.poll(this::onRecord, (int) Math.min(POLL, max - delivered));
                isToCommit |= polled > 0;
                if (isToCommit) {
                    tryCommit(consumer);
                }
                if (polled == 0) {
                    isAtEnd = !isFollowing && isAtEnds(consumer, sinceNs);
                    noteWaiting(consumer, sinceNs);
                    output.flush();
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
            finish(consumer);
        }
        if (isStable && !isFollowing) {
            StableEnds.explain(engine, topic.name(), IntStream.range(0, topic.partitions()), this::say);
        }
        return isWhole;
    }

    @Override
    public void onRecordsLost(final TopicPartition partition, final long from, final long to) {
        say("warning: out of range: partition=" + partition.partition() + " offset=" + from + " records lost="
                + (to - from) + ": they were deleted, going on at offset=" + to);
    }

    @Override
    public void onTruncated(final TopicPartition partition, final long from, final long to) {
        isWhole = false;
        say("warning: the log was cut before the place of the group: partition=" + partition.partition() + " offset="
                + from + ": going on at offset=" + to);
    }

    private void onRecord(final Record record) {
        printer.print(record);
        delivered++;
    }

    /** Commit also where nothing was read: a group that found nothing has come to the end nevertheless. */
    private void finish(final Consumer consumer) {
        final long sinceNs = System.nanoTime();
        isToCommit = true;
        while (isToCommit && System.nanoTime() - sinceNs < PATIENCE_NS) {
            tryCommit(consumer);
            if (isToCommit) {
                consumer.poll(record -> {}, 0);
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        if (isToCommit) {
            consumer.commit();
        }
    }

    /** Commit what was printed; while the group rebalances that is put off. */
    private void tryCommit(final Consumer consumer) {
        output.flush();
        try {
            if (isCommitting && !consumer.assignment().isEmpty()) {
                consumer.commit();
            }
            isToCommit = false;
        } catch (final ErrorCodeException ex) {
            if (ex.error() != ErrorCode.REBALANCE_IN_PROGRESS) {
                throw ex;
            }
        }
    }

    private void noteWaiting(final Consumer consumer, final long sinceNs) {
        if (!isWaitNoted && !hasAll(consumer) && System.nanoTime() - sinceNs > WAIT_NOTE_NS) {
            isWaitNoted = true;
            say("note: waiting for the group to be shared out anew: static members of it that do not come back are"
                    + " waited for until their sessions end");
        }
    }

    /** Whether all was read; not while a transaction may yet say where to begin. */
    private boolean isAtEnds(final Consumer consumer, final long sinceNs) {
        try {
            return hasAll(consumer)
                    && consumer.assignment().stream().allMatch(partition -> consumer.lag(partition) == 0);
        } catch (final ErrorCodeException ex) {
            if (ex.error() != ErrorCode.UNSTABLE_OFFSET_COMMIT) {
                throw ex;
            }
            if (!isWaitNoted && System.nanoTime() - sinceNs > WAIT_NOTE_NS) {
                isWaitNoted = true;
                say("note: waiting for the end of a transaction that commits offsets of the group");
            }
            return false;
        }
    }

    private boolean hasAll(final Consumer consumer) {
        return consumer.isSettled() && consumer.assignment().size() == topic.partitions();
    }

    private void say(final String line) {
        output.flush();
        err.println(line);
        err.flush();
    }
}
