/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.Storage;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

/**
 * The first look of a pass: reads the part of a log that is not clean, and notes the newest offset of each key. In steps, so
 * that whoever does it can do other things in between, or stop.
 *
 * <p>At the first batch of a transaction all that is behind it is looked at for markers. A transaction that has none there
 * ends the range: only whole segments before its first batch are cleaned.
 *
 * <p>Threading: one thread at a time.
 */
final class KeyMapper implements AutoCloseable {
    private static final int MAX_MARKERS = 1 << 20;

    private final Storage storage;
    private final long logId;
    private final long from;
    private final long logStartOffset;
    private final OffsetMap map;
    private final KeyHash hash;
    private final BatchWalk walk;
    private final RecordWalk record;
    private final int firstDirty;
    private List<Segment> segments;
    private TransactionOutcomes outcomes;
    private BatchWalk markerWalk;
    private long mappedTo;
    private boolean isFull;

    /** Begin to map a range, with at most so many bytes of memory. */
    KeyMapper(final PartitionLog log, final CleanableRange range, final int memoryBytes) {
        storage = log.storage();
        logId = log.logId();
        segments = range.segments();
        logStartOffset = log.logStartOffset();
        from = Math.max(range.cleanOffset(), logStartOffset);
        mappedTo = range.endOffset();
        firstDirty = firstBehind(range.cleanOffset());
        map = new OffsetMap(memoryBytes, Math.max(0, mappedTo - from));
        final SecureRandom random = new SecureRandom();
        hash = new KeyHash(random.nextLong(), random.nextLong());
        walk = new BatchWalk(storage, logId, segments, firstDirty);
        record = new RecordWalk(walk);
    }

    /**
     * Go on.
     *
     * @param bytes to look at, about.
     * @return false when it is done.
     * @throws CorruptLogException   when a batch is not sound.
     * @throws IllegalStateException when there is no room for the keys of one batch.
     */
    boolean step(final int bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (markerWalk != null) {
                if (!markerWalk.next() || isEnough()) {
                    onMarkersKnown();
                } else {
                    left -= markerWalk.alignedLength();
                    if (markerWalk.baseOffset() >= from) {
                        outcomes.onBatch(markerWalk);
                    }
                }
            } else if (walk.segmentNumber() < segments.size() && walk.next() && take()) {
                left -= walk.alignedLength();
            } else if (markerWalk == null) {
                return false;
            }
        }
        return true;
    }

    /** Segments that the pass goes over; none of them is dirty when there is nothing to do for now. */
    List<Segment> segments() {
        return segments;
    }

    boolean isAnythingDirty() {
        return segments.size() > firstDirty && mappedTo > from;
    }

    /** Whether there was no room for more keys. */
    boolean isFull() {
        return isFull;
    }

    Mapping mapping() {
        return new Mapping(map, hash, outcomes, mappedTo, logStartOffset);
    }

    @Override
    public void close() throws IOException {
        record.close();
        map.close();
        walk.close();
        if (markerWalk != null) {
            markerWalk.close();
        }
    }

    /** Take up the batch at which the walk stands; false to stop there. */
    private boolean take() throws IOException {
        if (walk.segmentNumber() >= segments.size() || walk.baseOffset() >= mappedTo) {
            return false;
        }
        final int attributes = walk.attributes();
        if (BatchHeader.isVoid(attributes) || BatchHeader.isControl(attributes) || walk.nextOffset() <= from) {
            return true;
        }
        if (BatchHeader.isTransactional(attributes)) {
            if (outcomes == null) {
                outcomes = new TransactionOutcomes();
                markerWalk = new BatchWalk(storage, logId, segments, walk.segmentNumber());
                return false;
            }
            if (!outcomes.isCommitted(walk)) {
                return true;
            }
        }
        return map();
    }

    private boolean map() {
        record.begin();
        while (record.next()) {
            if (record.hasKey() && record.offset() >= from) {
                record.hashKey(hash);
                if (!map.put(hash, record.offset())) {
                    onFull();
                    return false;
                }
            }
        }
        return true;
    }

    /** What the batch has put into the map already is right as well: the batch stays whole. */
    private void onFull() {
        isFull = true;
        mappedTo = walk.baseOffset();
        final int number = walk.segmentNumber();
        segments = segments.subList(0, mappedTo == segments.get(number).baseOffset() ? number : number + 1);
        if (mappedTo <= from) {
            throw new IllegalStateException("keys of one batch do not fit: keys=" + map.capacity() + " offset="
                    + mappedTo + ": raise cleanerDedupeBufferSize");
        }
    }

    /** Markers are remembered too: a range of a great many of them is cleaned in parts. */
    private boolean isEnough() {
        return outcomes.count() > MAX_MARKERS
                && markerWalk.baseOffset()
                        == segments.get(markerWalk.segmentNumber()).baseOffset();
    }

    private void onMarkersKnown() throws IOException {
        final int seen = markerWalk.segmentNumber();
        markerWalk.close();
        markerWalk = null;
        int count = 0;
        while (count < Math.min(seen, segments.size())
                && segments.get(count).endOffset() <= outcomes.firstOpenOffset()) {
            count++;
        }
        segments = segments.subList(0, count);
        mappedTo = count == 0 ? from : Math.max(from, segments.get(count - 1).endOffset());
        if (walk.segmentNumber() < count) {
            take(); // the batch at which it was found that there are any
        }
    }

    private int firstBehind(final long offset) {
        int number = 0;
        while (number < segments.size() && segments.get(number).endOffset() <= offset) {
            number++;
        }
        return number;
    }
}
