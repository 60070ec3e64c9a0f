/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.ControlledRecordHandler;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.RecordHandler;
import java.util.List;

/**
 * Reads the partitions of a topic, in order within each, in turn between them.
 *
 * <p>Threading: confined to one thread. Partitions that are added to the topic later are not read; subscribe again.
 */
public final class Subscription implements AutoCloseable {
    /** Answer of a poll: the place of a partition was deleted by retention, or lies behind its end. */
    public static final int OUT_OF_RANGE = PartitionReader.OUT_OF_RANGE;

    private final String topic;
    private final int[] numbers;
    private final PartitionReader[] readers;
    private final Runnable onClose;
    private final StopWatcher stopWatcher = new StopWatcher();
    private int turn;
    private int outOfRange = -1;

    Subscription(final String topic, final int[] numbers, final List<PartitionReader> readers) {
        this(topic, numbers, readers, () -> {});
    }

    Subscription(final String topic, final int[] numbers, final List<PartitionReader> readers, final Runnable onClose) {
        this.topic = topic;
        this.numbers = numbers;
        this.readers = readers.toArray(new PartitionReader[0]);
        this.onClose = onClose;
    }

    /**
     * The topic.
     *
     * @return its name.
     */
    public String topic() {
        return topic;
    }

    /**
     * Whether control records, which say that a transaction ended, are handed out too; they are not unless told so.
     *
     * @param isOn true to hand them out.
     * @return this.
     */
    public Subscription withControlRecords(final boolean isOn) {
        for (final PartitionReader reader : readers) {
            reader.withControlRecords(isOn);
        }
        return this;
    }

    /**
     * Hand out records.
     *
     * @param handler    gets each record in place.
     * @param maxRecords at most so many.
     * @return how many, 0 when there was none, or {@link #OUT_OF_RANGE} for {@link #outOfRangePartition()}.
     * @throws io.taffrail.log.CorruptLogException when a batch is not sound; it was not handed out.
     */
    public int poll(final RecordHandler handler, final int maxRecords) {
        int delivered = 0;
        for (int i = 0; i < readers.length && delivered < maxRecords; i++) {
            final int polled = nextReader().poll(handler, maxRecords - delivered);
            if (polled < 0) {
                return onOutOfRange(delivered);
            }
            delivered += polled;
        }
        return delivered;
    }

    /**
     * Hand out records until the handler says stop.
     *
     * @param handler    gets each record in place and says how to go on.
     * @param maxRecords at most so many.
     * @return how many were taken, 0 when there was none, or {@link #OUT_OF_RANGE}.
     * @throws io.taffrail.log.CorruptLogException when a batch is not sound; it was not handed out.
     */
    public int controlledPoll(final ControlledRecordHandler handler, final int maxRecords) {
        int delivered = 0;
        for (int i = 0; i < readers.length && delivered < maxRecords; i++) {
            final StopWatcher watcher = stopWatcher.over(handler);
            final int polled = nextReader().controlledPoll(watcher, maxRecords - delivered);
            if (polled < 0) {
                return onOutOfRange(delivered);
            }
            delivered += polled;
            if (watcher.isStopped) {
                turn = (turn + readers.length - 1) % readers.length;
                break;
            }
        }
        return delivered;
    }

    /**
     * The partition of which a poll said OUT_OF_RANGE.
     *
     * @return its number, or -1.
     */
    public int outOfRangePartition() {
        return outOfRange;
    }

    /**
     * How many offsets of a partition were deleted by retention before they were read.
     *
     * @param partition number.
     * @return 0 unless a poll said OUT_OF_RANGE for it.
     */
    public long lostRecords(final int partition) {
        return reader(partition).lostRecords();
    }

    /**
     * Go to an offset of a partition.
     *
     * @param partition number.
     * @param offset    0 or more; one that does not exist is answered by the next poll.
     */
    public void seek(final int partition, final long offset) {
        outOfRange = -1;
        reader(partition).seek(offset);
    }

    /**
     * Go to a start in every partition.
     *
     * @param start where.
     */
    public void seek(final StartAt start) {
        outOfRange = -1;
        for (final PartitionReader reader : readers) {
            start.apply(reader);
        }
    }

    /**
     * Offset of the next record of a partition.
     *
     * @param partition number.
     * @return the offset.
     */
    public long position(final int partition) {
        return reader(partition).position();
    }

    /**
     * First offset kept of a partition.
     *
     * @param partition number.
     * @return the offset.
     */
    public long logStartOffset(final int partition) {
        return reader(partition).logStartOffset();
    }

    /**
     * First offset of a partition that is not committed yet.
     *
     * @param partition number.
     * @return the offset.
     */
    public long endOffset(final int partition) {
        return reader(partition).endOffset();
    }

    /**
     * The partitions read.
     *
     * @return their numbers, ascending.
     */
    public int[] partitions() {
        return numbers.clone();
    }

    @Override
    public void close() {
        for (final PartitionReader reader : readers) {
            reader.close();
        }
        onClose.run();
    }

    private PartitionReader nextReader() {
        final PartitionReader reader = readers[turn];
        turn = turn + 1 == readers.length ? 0 : turn + 1;
        return reader;
    }

    private int onOutOfRange(final int delivered) {
        final int index = (turn + readers.length - 1) % readers.length;
        outOfRange = numbers[index];
        return delivered > 0 ? delivered : OUT_OF_RANGE;
    }

    private PartitionReader reader(final int partition) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == partition) {
                return readers[i];
            }
        }
        throw new IllegalArgumentException("partition=" + partition + " of topic=" + topic + " is not subscribed");
    }

    /** Notices that a handler stopped, so that no other partition is polled behind its back. */
    private static final class StopWatcher implements ControlledRecordHandler {
        private ControlledRecordHandler handler;
        private boolean isStopped;

        StopWatcher over(final ControlledRecordHandler watched) {
            handler = watched;
            isStopped = false;
            return this;
        }

        @Override
        public Action onRecord(final io.taffrail.log.Record record) {
            final Action action = handler.onRecord(record);
            isStopped = action != Action.CONTINUE;
            return action;
        }
    }
}
