/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.Record;
import io.taffrail.log.RecordHandler;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.concurrent.TimeUnit;

/** A partition that a consumer reads: where it is, whether it pauses. */
final class AssignedPartition implements RecordHandler, AutoCloseable {
    private static final int NEAR_RETENTION_SHARE = 10;
    private static final long NOTHING = -1;
    private static final long COMMIT_AGAIN_MS = TimeUnit.HOURS.toMillis(1);

    private final TopicPartition partition;
    private final PartitionLog log;
    private final PartitionReader reader;
    private RecordHandler handler;
    private long inHand = NOTHING;
    private int soughtTerm = OffsetAndMetadata.NO_TERM;
    private long committed = NOTHING;
    private long committedMs;
    private boolean isPlaced;
    private boolean isPaused;

    AssignedPartition(final TopicPartition partition, final PartitionLog log, final PartitionReader reader) {
        this.partition = partition;
        this.log = log;
        this.reader = reader.partition(partition.partition()).topic(partition.topic());
    }

    TopicPartition partition() {
        return partition;
    }

    PartitionReader reader() {
        return reader;
    }

    /** Whether it is known where to read. */
    boolean isPlaced() {
        return isPlaced;
    }

    /** Where to read is to be found out anew. */
    void forgetPlace() {
        isPlaced = false;
    }

    boolean isPaused() {
        return isPaused;
    }

    void pause(final boolean isToPause) {
        isPaused = isToPause;
    }

    /** Records handed out, or {@link PartitionReader#OUT_OF_RANGE}. A record whose handler throws was not handed out. */
    int poll(final RecordHandler to, final int maxRecords) {
        handler = to;
        try {
            return reader.poll(this, maxRecords);
        } finally {
            if (inHand != NOTHING) {
                seek(inHand);
                inHand = NOTHING;
            }
        }
    }

    @Override
    public void onRecord(final Record record) {
        inHand = record.offset();
        handler.onRecord(record);
        inHand = NOTHING;
    }

    long position() {
        return reader.position();
    }

    OffsetAndMetadata toCommit() {
        final int term = reader.positionTerm();
        return new OffsetAndMetadata(reader.position(), term == PartitionReader.NO_TERM ? soughtTerm : term, "");
    }

    /** Whether its topic was deleted: what it reads is nobody's any more, whatever topic has the name now. */
    boolean isGone() {
        return log.isClosed();
    }

    /** Whether its position need not be committed; one that rests is committed again now and then, lest it expire. */
    boolean isCommitted(final long nowMs) {
        return !isPlaced || isGone() || committed == reader.position() && nowMs - committedMs < COMMIT_AGAIN_MS;
    }

    void onCommitted(final long offset, final long nowMs) {
        committed = offset;
        committedMs = nowMs;
    }

    long lag() {
        return Math.max(0, reader.endOffset() - reader.position());
    }

    /** Whether what it reads next is among what retention deletes next. */
    boolean isNearRetention() {
        final long start = reader.logStartOffset();
        return start > 0
                && lag() > 0
                && reader.position() - start <= (reader.endOffset() - start) / NEAR_RETENTION_SHARE;
    }

    void seek(final long offset) {
        seek(offset, OffsetAndMetadata.NO_TERM);
    }

    void seek(final long offset, final int term) {
        reader.seek(offset);
        soughtTerm = term;
        isPlaced = true;
    }

    /** The reader was sent somewhere by other means than an offset. */
    void onSought() {
        soughtTerm = OffsetAndMetadata.NO_TERM;
        isPlaced = true;
    }

    /** Up to where, from a committed place back, the log is the one in which that was committed. */
    long commonEnd(final OffsetAndMetadata place) {
        final long end =
                log.endOffset(); // not the high watermark, which may be behind what was committed after a restart
        final long offset = place.offset();
        if (place.term() == OffsetAndMetadata.NO_TERM || offset <= reader.logStartOffset()) {
            return Math.min(offset, end);
        }
        if (offset <= end && log.termOf(offset - 1) == place.term()) {
            return offset;
        }
        return Math.min(Math.min(offset, end), log.replica().endOfFloorTerm(place.term()));
    }

    @Override
    public void close() {
        reader.close();
    }
}
