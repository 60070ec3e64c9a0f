/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.Arrays;
import java.util.List;

/**
 * The segments of a log in order.
 *
 * <p>Threading: changed under the log's structure lock; read by any thread, from one immutable snapshot.
 */
final class Catalog {
    private static final Segment[] NONE = new Segment[0];

    private volatile Segment[] segments = NONE;

    Segment[] segments() {
        return segments;
    }

    /** The segments, those included that rolls have begun and that are not in the catalog yet. */
    Segment[] withRolls() {
        final Segment[] present = segments;
        Segment[] all = present;
        Segment last = present.length == 0 ? null : present[present.length - 1];
        while (last != null && last.isEnded() && last.next() != null) {
            last = last.next();
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = last;
        }
        return all;
    }

    boolean isEmpty() {
        return segments.length == 0;
    }

    Segment first() {
        final Segment[] present = segments;
        return present.length == 0 ? null : present[0];
    }

    Segment last() {
        final Segment[] present = segments;
        return present.length == 0 ? null : present[present.length - 1];
    }

    void add(final Segment segment) {
        final Segment[] present = segments;
        final Segment[] larger = Arrays.copyOf(present, present.length + 1);
        larger[present.length] = segment;
        segments = larger;
    }

    /** Forget all segments. */
    void clear() {
        final Segment[] present = segments;
        segments = NONE;
        cutOff(present, 0);
    }

    /** Drop the first segments. */
    void dropFirst(final int number) {
        segments = Arrays.copyOfRange(segments, number, segments.length);
    }

    /** The segments as they are when one takes the place of so many; null when those are not there any more, one behind the other. */
    Segment[] withReplaced(final List<Segment> replaced, final Segment replacement) {
        final Segment[] present = segments;
        final int from = Arrays.asList(present).indexOf(replaced.get(0));
        final int to = from + replaced.size();
        if (from < 0
                || to >= present.length
                || !replaced.equals(Arrays.asList(present).subList(from, to))) {
            return null;
        }
        final Segment[] changed = new Segment[present.length - replaced.size() + 1];
        System.arraycopy(present, 0, changed, 0, from);
        changed[from] = replacement;
        System.arraycopy(present, to, changed, from + 1, present.length - to);
        return changed;
    }

    /** One segment takes the place of others, as {@link #withReplaced} has it. */
    void replace(final Segment[] changed, final List<Segment> replaced) {
        segments = changed;
        replaced.forEach(Segment::cutOff);
    }

    /** Drop all segments after one. */
    void dropAfter(final Segment last) {
        final Segment[] present = segments;
        int kept = present.length;
        while (kept > 0 && present[kept - 1] != last) {
            kept--;
        }
        segments = Arrays.copyOf(present, kept);
        cutOff(present, kept);
    }

    private static void cutOff(final Segment[] all, final int from) {
        for (int i = from; i < all.length; i++) {
            all[i].cutOff();
        }
    }

    /** The segment in which an offset lies or would lie, the first one for an offset before all; null when empty. */
    Segment floor(final long offset) {
        final Segment[] present = segments;
        if (present.length == 0) {
            return null;
        }
        int low = 0;
        int high = present.length - 1;
        while (low < high) {
            final int middle = (low + high + 1) >>> 1;
            if (present[middle].baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return forward(present[low], offset);
    }

    /** Follow a roll that is not in the catalog yet. */
    private static Segment forward(final Segment from, final long offset) {
        Segment segment = from;
        while (segment.isEnded() && segment.next() != null && offset >= segment.endOffset()) {
            segment = segment.next();
        }
        return segment;
    }
}
