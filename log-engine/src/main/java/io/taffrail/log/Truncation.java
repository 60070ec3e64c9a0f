/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.util.List;

/**
 * Cuts the end of a log that nobody appends to, or all of it, and lets it go on in a fresh segment: the bytes that are cut
 * off stay as they are, since a reader may have them mapped.
 *
 * <pre>
 *   1. mark, forced      in the fresh segment's file, which is none yet: all before the cut is durable, if it is, so that
 *                        recovery does not miss what marks of the cut segment vouch for
 *   2. header, forced    the chain of headers leads past the cut: this decides
 *   3. end, index, name  readers and cursor go on in the fresh segment
 *   4. manifest, forced  term history and list; recovery makes both from the batches if need be
 *   5. later segments    deleted, newest first
 * </pre>
 *
 * A crash before the second step leaves the log as it was. A failure before it leaves the log fenced, one behind it fails
 * the log: the next load finds it cut.
 *
 * <p>Threading: any thread, under the structure lock.
 */
final class Truncation {
    private final PartitionLog log;

    Truncation(final PartitionLog log) {
        this.log = log;
    }

    void truncate(final long offset) throws IOException {
        log.structure().lock();
        try {
            requireStopped();
            final long end = log.endOffset();
            final long least = Math.max(log.logStartOffset(), log.knownHighWatermark());
            if (offset < least || offset > end) {
                throw new IllegalArgumentException(
                        "offset=" + offset + " must be from " + least + ", which is committed, to " + end);
            }
            if (offset < end) {
                final BatchBoundary at = boundary(offset);
                final int follower = stop();
                cut(at, offset);
                goOn(follower);
            }
        } finally {
            log.structure().unlock();
        }
    }

    void discard(final long offset, final int termBefore) throws IOException {
        if (offset < 0 || termBefore < 0 || termBefore > 0 && offset == 0) {
            throw new IllegalArgumentException("offset=" + offset + " termBefore=" + termBefore
                    + " must not be negative, and there is no batch before the first");
        }
        log.structure().lock();
        try {
            requireStopped();
            final int follower = stop();
            discardTo(offset, termBefore);
            goOn(follower);
        } finally {
            log.structure().unlock();
        }
    }

    private void requireStopped() {
        if (!isFollowed()) {
            log.fencing().requireFenced();
        }
    }

    private boolean isFollowed() {
        final TailState state = log.current().state;
        return log.isFollowing() && (state == TailState.OPEN || state == TailState.IDLE);
    }

    private BatchBoundary boundary(final long offset) throws IOException {
        final BatchBoundary found = BatchBoundary.find(log, offset);
        if (found == null) {
            throw new IllegalArgumentException("offset=" + offset + " must be one at which a batch ends");
        }
        return found;
    }

    /** Fence a log that follows, and have its last segment mapped; the number of its follower, or 0. */
    private int stop() throws IOException {
        final int number = isFollowed() ? log.follower() : 0;
        log.fence();
        log.lifecycle().wake();
        return number;
    }

    private void goOn(final int follower) throws IOException {
        if (follower != 0) {
            log.fencing().follow(follower);
        }
    }

    private void cut(final BatchBoundary at, final long offset) throws IOException {
        final Segment last = at.segment();
        final SparseIndex index = IndexBuilder.build(
                log.storage(), last, at.position(), log.logId(), log.indexIntervalBytes()); // its newest timestamp too
        final ProducerStates producers = producers(last, at.position(), offset);
        final ActiveTail next = log.fencing().takeFresh();
        final int term = at.before() == null
                ? log.keeper().termOf(offset - 1)
                : at.before().term();
        begin(next, last, at.position(), offset, term);
        try {
            log.keeper().takeUpRolls();
            final Segment[] all = log.catalog().segments();
            last.index(index);
            last.producers(ProducersFile.encode(producers, last, at.position(), offset));
            log.groupCommit().cut(last, at.position(), offset, next.segment);
            log.cursor().producers(producers);
            IndexFile.write(log.storage(), log.directory(), last, at.position(), offset);
            log.catalog().dropAfter(last);
            settle(next, offset);
            log.keeper().cutTerms(offset);
            log.keeper().write(true);
            drop(all, last);
        } catch (final IOException | RuntimeException ex) {
            log.fail(ex);
            throw ex;
        }
    }

    /** What is known of producers in front of the cut. */
    private ProducerStates producers(final Segment last, final int position, final long offset) throws IOException {
        final List<Segment> chain = List.of(log.segments());
        return new ProducersLoader(log.storage(), log.logId(), log.nowNs())
                .at(chain, chain.indexOf(last) + 1, position, offset);
    }

    private void discardTo(final long offset, final int termBefore) throws IOException {
        final ActiveTail next = log.fencing().takeFresh();
        try {
            log.keeper().takeUpRolls();
            log.keeper().announceDiscard(offset);
        } catch (final IOException | RuntimeException ex) {
            log.discard(next);
            throw ex;
        }
        begin(next, null, 0, offset, termBefore);
        try {
            final Segment[] all = log.catalog().segments();
            log.groupCommit().restart(next.segment, offset);
            log.cursor().producers(new ProducerStates());
            log.catalog().clear();
            log.knownHighWatermark(offset);
            settle(next, offset);
            log.keeper().discardTo(offset, termBefore);
            log.keeper().write(true);
            drop(all, null);
        } catch (final IOException | RuntimeException ex) {
            log.fail(ex);
            throw ex;
        }
    }

    /** Make the fresh segment the last of the log, by its header, durably. */
    private void begin(
            final ActiveTail next, final Segment previous, final int position, final long offset, final int term)
            throws IOException {
        boolean isBegun = false;
        try {
            log.roller().identify(next, previous, position, offset, term);
            if (previous == null || log.durableOffset() >= offset) {
                DurableMark.write(next.buffer, next.segment.generation(), offset, LogFormat.SEGMENT_HEADER_LENGTH);
                next.segment.file().force();
            }
            isBegun = true;
            log.roller().publish(next);
            next.segment.file().force();
            log.keeper().name(next.segment);
            log.storage().forceDirectory(log.directory());
            next.segment.nameDurable();
        } catch (final IOException | RuntimeException ex) {
            if (isBegun) {
                log.fail(ex);
            } else {
                log.discard(next);
            }
            throw ex;
        }
    }

    private void settle(final ActiveTail next, final long offset) {
        log.catalog().add(next.segment);
        final LogEnd end = new LogEnd(next.segment, LogFormat.SEGMENT_HEADER_LENGTH, offset, Long.MIN_VALUE);
        log.fencing().onTruncated(offset, end);
        log.producers().onHistoryChanged();
        log.onCut();
    }

    /** Delete the segments behind one, or all, newest first; they are on no chain any more. */
    private void drop(final Segment[] all, final Segment last) throws IOException {
        for (int i = all.length - 1; i >= 0 && all[i] != last; i--) {
            SegmentFiles.deleteDerived(log.storage(), log.directory(), all[i]);
            log.storage().delete(all[i].path());
            log.retention().onDropped(all[i]);
        }
    }
}
