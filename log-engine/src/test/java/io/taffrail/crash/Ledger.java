/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a log promised to whom, when: the oracle of the crash tests. All moments are those of one {@link History}.
 *
 * <p>A crash is described by two moments: what was promised before {@code done} must hold, what was begun before
 * {@code begun} may show. They differ when a process dies in the middle of a store.
 */
final class Ledger {
    private final List<Published> batches = new ArrayList<>();
    private final List<Moment> durable = new ArrayList<>();
    private final List<Moment> terms = new ArrayList<>();
    private final List<Change> starts = new ArrayList<>();
    private final List<Fence> fences = new ArrayList<>();
    private final List<Integer> cleanAt = new ArrayList<>();

    /** Something known from a moment on. */
    private record Moment(int at, long value) {}

    /** Something that changed between two moments. */
    private record Change(int began, int ended, long value) {}

    /** The end of a term, and the beginning of the next. */
    static final class Fence {
        final int began;
        final long offset;
        final int settled;
        int newTermEnded = Published.NEVER;
        int newTerm = Integer.MAX_VALUE;

        Fence(final int began, final int settled, final long offset) {
            this.began = began;
            this.settled = settled;
            this.offset = offset;
        }

        private boolean cuts(final Published batch) {
            return batch.term < newTerm && batch.offset >= offset;
        }
    }

    /** Begin with what a log showed after recovery, all of which was promised anew. */
    void begin(final Shown shown, final int moment) {
        shown.records().forEach((offset, row) -> {
            final Published batch =
                    new Published(offset, row.term(), List.of(new Published.Content(row.key(), row.value())));
            batch.commitBegan = -1;
            batch.commitEnded = moment;
            batch.isSync = true;
            batches.add(batch);
        });
        start(-1, moment, shown.start());
        durable(moment, shown.end());
        term(moment, shown.term());
        clean(moment);
    }

    void add(final Published batch) {
        batches.add(batch);
    }

    void durable(final int moment, final long offset) {
        if (durable.isEmpty() || durable.get(durable.size() - 1).value < offset) {
            durable.add(new Moment(moment, offset));
        }
    }

    void term(final int moment, final long term) {
        if (terms.isEmpty() || terms.get(terms.size() - 1).value < term) {
            terms.add(new Moment(moment, term));
        }
    }

    void start(final int began, final int ended, final long offset) {
        if (starts.isEmpty() || starts.get(starts.size() - 1).value != offset) {
            starts.add(new Change(began, ended, offset));
        }
    }

    /** From somewhere after this moment on nothing was open and all was forced: the next open needs no recovery. */
    void clean(final int moment) {
        cleanAt.add(moment);
    }

    /** Whether a fence has cut a batch off. */
    boolean isCut(final Published batch) {
        return fences.stream().anyMatch(fence -> fence.cuts(batch));
    }

    Fence fence(final int began, final int settled, final long offset) {
        final Fence fence = new Fence(began, settled, offset);
        fences.add(fence);
        return fence;
    }

    /** Adds what happened in a run to counts by name, to show that a workload does what it is there for. */
    void count(final Map<String, Integer> counts) {
        counts.merge("batches", batches.size(), Integer::sum);
        counts.merge("fences", fences.size(), Integer::sum);
        counts.merge("starts", Math.max(0, starts.size() - 1), Integer::sum);
        counts.merge("clean", cleanAt.size(), Integer::sum);
        counts.merge("durable", durable.size(), Integer::sum);
        counts.merge(
                "aborted",
                (int) batches.stream().filter(batch -> batch.isAborted).count(),
                Integer::sum);
        counts.merge("cut", (int) batches.stream().filter(this::isCut).count(), Integer::sum);
    }

    /** Compare what a log shows with what was promised. */
    void check(final Shown shown, final int done, final int begun, final boolean isPowerLoss) {
        checkBounds(shown, done, begun, isPowerLoss);
        checkTerm(shown, done, begun);
        long explained = 0;
        for (final Published batch : batches) {
            explained += checkBatch(batch, shown, done, begun, isPowerLoss);
        }
        if (explained != shown.records().size()) {
            throw unexplained(shown, begun);
        }
    }

    private void checkBounds(final Shown shown, final int done, final int begun, final boolean isPowerLoss) {
        final long durableOffset = latest(durable, done);
        if (shown.end() < durableOffset) {
            throw new BrokenPromise("the log ends at " + shown.end() + " although durableOffset=" + durableOffset
                    + " was seen" + (isPowerLoss ? "" : " and the machine did not fail"));
        }
        long lowest = 0;
        long highest = 0;
        for (final Change change : starts) {
            lowest = change.ended <= done ? Math.max(lowest, change.value) : lowest;
            highest = change.began < begun ? Math.max(highest, change.value) : highest;
        }
        if (shown.start() < lowest || shown.start() > highest) {
            throw new BrokenPromise("logStartOffset=" + shown.start() + " must be from " + lowest + " to " + highest);
        }
    }

    private void checkTerm(final Shown shown, final int done, final int begun) {
        final long highest = latest(terms, done);
        int cleanSince = -2;
        for (final int moment : cleanAt) {
            cleanSince = moment < begun ? moment : cleanSince;
        }
        boolean isUnclean = false;
        for (final Published batch : batches) {
            isUnclean |= batch.isAcknowledged(done) && batch.commitBegan >= Math.max(0, cleanSince);
        }
        if (shown.term() < highest || isUnclean && shown.term() == highest) {
            throw new BrokenPromise("term=" + shown.term() + " after an open that was "
                    + (isUnclean ? "unclean" : "clean") + " although term=" + highest + " was used before");
        }
    }

    /** Returns how many of the records shown are this batch's. */
    private int checkBatch(
            final Published batch, final Shown shown, final int done, final int begun, final boolean isPowerLoss) {
        int seen = 0;
        for (int i = 0; i < batch.records.size(); i++) {
            final Shown.Row row = shown.records().get(batch.offset + i);
            if (row != null && row.term() == batch.term) {
                if (!batch.records.get(i).isSame(row.key(), row.value())) {
                    throw new BrokenPromise("another content at offset=" + (batch.offset + i) + ": " + batch);
                }
                seen++;
            }
        }
        if (seen > 0) {
            checkMayShow(batch, done, begun);
            if (seen < batch.records.size()) {
                throw new BrokenPromise("only " + seen + " records are there of " + batch);
            }
        } else if (mustShow(batch, shown, done, begun, isPowerLoss)) {
            throw new BrokenPromise("lost: " + batch + ", the log has " + shown.start() + ".." + shown.end());
        }
        return seen;
    }

    private void checkMayShow(final Published batch, final int done, final int begun) {
        if (batch.commitBegan >= begun) {
            throw new BrokenPromise("shown although its commit had not begun: " + batch);
        }
        if (batch.isAborted) {
            throw new BrokenPromise("shown although it was aborted: " + batch);
        }
        for (final Fence fence : fences) {
            if (fence.cuts(batch) && (fence.newTermEnded <= done || fence.settled <= batch.commitBegan)) {
                throw new BrokenPromise("shown although the log was fenced at offset=" + fence.offset + " under term="
                        + fence.newTerm + ": " + batch);
            }
        }
    }

    private boolean mustShow(
            final Published batch, final Shown shown, final int done, final int begun, final boolean isPowerLoss) {
        if (!batch.isAcknowledged(done) || batch.offset < shown.start()) {
            return false;
        }
        if (batch.isSync) {
            return true;
        }
        for (final Fence fence : fences) {
            if (fence.began < begun && fence.cuts(batch)) {
                return false;
            }
        }
        return !isPowerLoss || batch.offset < shown.end();
    }

    private BrokenPromise unexplained(final Shown shown, final int begun) {
        for (final Map.Entry<Long, Shown.Row> entry : shown.records().entrySet()) {
            boolean isKnown = false;
            for (final Published batch : batches) {
                isKnown |= batch.term == entry.getValue().term()
                        && batch.offset <= entry.getKey()
                        && entry.getKey() < batch.endOffset();
            }
            if (!isKnown) {
                return new BrokenPromise("a record that nobody published: offset=" + entry.getKey() + " term="
                        + entry.getValue().term() + " begun=" + begun);
            }
        }
        return new BrokenPromise("two batches claim the same record");
    }

    private static long latest(final List<Moment> moments, final int done) {
        long value = 0;
        for (final Moment moment : moments) {
            if (moment.at <= done) {
                value = moment.value;
            }
        }
        return value;
    }
}
