/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * What a pass over a log read, kept and dropped. A record that is dropped for one reason is not counted for another.
 *
 * @param segmentsBefore    segments read.
 * @param segmentsAfter     segments that took their place.
 * @param bytesBefore       bytes of batches in the former.
 * @param bytesAfter        bytes of batches in the latter.
 * @param recordsKept       records of users that are still there.
 * @param recordsSuperseded dropped: a later record has their key.
 * @param tombstonesKept    of those kept, the ones without a value.
 * @param tombstonesDropped dropped: their {@code delete.retention.ms} is over.
 * @param keylessDropped    dropped: they have no key.
 * @param abortedDropped    dropped: their transaction was aborted.
 * @param deletedDropped    dropped: they were in front of the log start.
 * @param keys              different keys that the newly cleaned part has.
 * @param cleanOffset       first offset that is not clean afterwards.
 * @param isWhole           false when there was no room for more keys, so that another pass has to go on.
 */
public record CompactionResult(
        int segmentsBefore,
        int segmentsAfter,
        long bytesBefore,
        long bytesAfter,
        long recordsKept,
        long recordsSuperseded,
        long tombstonesKept,
        long tombstonesDropped,
        long keylessDropped,
        long abortedDropped,
        long deletedDropped,
        long keys,
        long cleanOffset,
        boolean isWhole) {
    /**
     * All records that were dropped, whatever for.
     *
     * @return the number.
     */
    public long recordsDropped() {
        return recordsSuperseded + tombstonesDropped + keylessDropped + abortedDropped + deletedDropped;
    }
}
