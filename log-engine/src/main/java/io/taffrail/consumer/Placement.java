/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.group.FetchedOffset;
import io.taffrail.log.PartitionReader;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import java.util.concurrent.TimeUnit;

/** Finds the place where a consumer begins in a partition, or goes on when its place is not there any more. */
final class Placement {
    private final GroupCoordinator coordinator;
    private final ConsumerConfig config;
    private long lostRecords;

    Placement(final GroupCoordinator coordinator, final ConsumerConfig config) {
        this.coordinator = coordinator;
        this.config = config;
    }

    /** Records that were deleted before this consumer came to them. */
    long lostRecords() {
        return lostRecords;
    }

    /**
     * Find the place where to begin.
     *
     * @return false while there is none: a transaction that is open may have committed another one.
     */
    boolean tryPlace(final AssignedPartition assigned, final ConsumerListener listener) {
        final FetchedOffset fetched = config.groupId() == null
                ? FetchedOffset.NOTHING
                : coordinator.committed(config.groupId(), assigned.partition(), true);
        if (fetched.error() == ErrorCode.NONE) {
            place(assigned, fetched.offset(), listener);
        }
        return fetched.error() == ErrorCode.NONE;
    }

    private void place(
            final AssignedPartition assigned, final OffsetAndMetadata committed, final ConsumerListener listener) {
        if (committed == null) {
            if (isFixed()) {
                throw new NoOffsetForPartitionException(assigned.partition(), config.groupId());
            }
            reset(assigned);
            return;
        }
        final long commonEnd = assigned.commonEnd(committed);
        if (commonEnd >= committed.offset()) {
            assigned.seek(committed.offset(), committed.term());
            return;
        }
        if (isFixed()) {
            throw new LogTruncationException(assigned.partition(), committed.offset(), committed.term(), commonEnd);
        }
        assigned.seek(commonEnd);
        listener.onTruncated(assigned.partition(), committed.offset(), commonEnd);
    }

    void onOutOfRange(final AssignedPartition assigned, final ConsumerListener listener) {
        final PartitionReader reader = assigned.reader();
        final long from = reader.position();
        final long logStart = reader.logStartOffset();
        if (isFixed()) {
            throw new OffsetOutOfRangeException(assigned.partition(), from, logStart, reader.endOffset());
        }
        reset(assigned);
        final long to = reader.position();
        if (from < logStart) {
            lostRecords += to - from;
            listener.onRecordsLost(assigned.partition(), from, to);
        } else {
            listener.onTruncated(assigned.partition(), from, to);
        }
    }

    private boolean isFixed() {
        return config.offsetReset().kind() == OffsetReset.Kind.NONE;
    }

    private void reset(final AssignedPartition assigned) {
        final long epochNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        config.offsetReset().apply(assigned.reader(), epochNs);
        assigned.onSought();
    }
}
