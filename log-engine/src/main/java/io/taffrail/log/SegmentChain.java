/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which of the segment files in a directory are the log.
 *
 * <p>Every header names its predecessor, so the log is the chain that leads from the highest generation back to the log
 * start. Compacted segments have generations of their own and say whose place they take; the last segment is never one. What
 * is not on the chain was left by a crash: a spare stamped for a roll that a fence overtook, a segment that a
 * truncation dropped, or, after a power loss, a segment whose predecessor never reached the disk.
 *
 * @param segments  in order.
 * @param leftovers not part of the log.
 */
record SegmentChain(List<Segment> segments, List<Segment> leftovers) {
    /**
     * Find the chain.
     *
     * @param found          all segments, by ascending generation.
     * @param logStartOffset first offset kept, by the manifest; -1 when unknown.
     * @param isSameBoot     whether nothing can have been lost by the operating system.
     * @param directory      named in errors.
     * @throws CorruptLogException when a segment is missing.
     */
    static SegmentChain of(
            final List<Segment> found, final long logStartOffset, final boolean isSameBoot, final Path directory) {
        if (found.isEmpty()) {
            return new SegmentChain(List.of(), List.of());
        }
        final Map<Long, Segment> byGeneration = new HashMap<>();
        for (final Segment segment : found) { // of several that took one place the last counts
            byGeneration.put(segment.generation(), segment);
            byGeneration.put(segment.nameOnChain(), segment);
        }
        for (int head = found.size() - 1; head >= 0; head--) {
            if (found.get(head).isCompacted()) {
                continue;
            }
            final List<Segment> chain = backFrom(found.get(head), byGeneration, logStartOffset);
            if (reachesStart(chain.get(0), logStartOffset)) {
                return new SegmentChain(chain, others(found, chain));
            }
            if (isSameBoot || isAnyMarked(chain)) {
                throw missing(chain.get(0), logStartOffset, directory);
            }
        }
        return new SegmentChain(List.of(), found);
    }

    /** What holds a mark was durable, and so was everything before it: no power loss takes that away. */
    private static boolean isAnyMarked(final List<Segment> chain) {
        return chain.stream().anyMatch(Segment::isMarked);
    }

    private static List<Segment> backFrom(
            final Segment head, final Map<Long, Segment> byGeneration, final long logStartOffset) {
        final List<Segment> chain = new ArrayList<>();
        Segment segment = head;
        while (segment != null) {
            chain.add(segment);
            final Segment previous = byGeneration.get(segment.identity().previousGeneration);
            final boolean isSound = previous != null
                    && previous.baseOffset() <= segment.baseOffset()
                    && segment.identity().previousGeneration < segment.nameOnChain();
            segment = isSound && !isFirst(segment, previous, logStartOffset) ? previous : null;
        }
        Collections.reverse(chain);
        return chain;
    }

    /**
     * Whether the log start lies in a segment. One that a truncation at the log start emptied has the offset of its successor and
     * is part of the log: what is known of producers may stand beside it.
     */
    private static boolean isFirst(final Segment segment, final Segment previous, final long logStartOffset) {
        return logStartOffset >= segment.baseOffset() && previous.baseOffset() < segment.baseOffset();
    }

    private static boolean reachesStart(final Segment first, final long logStartOffset) {
        return logStartOffset >= 0 ? first.baseOffset() <= logStartOffset : first.identity().previousGeneration == 0;
    }

    /** Those left over whose place a compacted segment of the chain has taken: all that counts of them is in it. */
    List<Segment> replaced() {
        final List<Segment> replaced = new ArrayList<>();
        for (final Segment leftover : leftovers) {
            if (segments.stream().anyMatch(segment -> isReplacement(segment, leftover))) {
                replaced.add(leftover);
            }
        }
        return replaced;
    }

    private static boolean isReplacement(final Segment segment, final Segment leftover) {
        return segment.isCompacted()
                && leftover.generation() < segment.generation()
                && leftover.nameOnChain() <= segment.nameOnChain()
                && leftover.baseOffset() >= segment.baseOffset();
    }

    private static List<Segment> others(final List<Segment> found, final List<Segment> chain) {
        final Set<Segment> kept = new HashSet<>(chain);
        final List<Segment> others = new ArrayList<>();
        for (final Segment segment : found) {
            if (!kept.contains(segment)) {
                others.add(segment);
            }
        }
        return others;
    }

    private static CorruptLogException missing(final Segment first, final long logStartOffset, final Path directory) {
        return new CorruptLogException(
                directory,
                0,
                "the segment of generation " + first.identity().previousGeneration + " before baseOffset="
                        + first.baseOffset() + ", logStartOffset=" + logStartOffset,
                "no such file",
                "a segment file was removed: put it back, or delete the topic");
    }
}
