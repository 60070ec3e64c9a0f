/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What a run promised, and so what its history is held to. Immutable.
 *
 * @param allowed   what may be found without making the history a bad one.
 * @param logStarts the first offset that retention left, by partition; what lies below need not be read.
 * @param readers   the processes whose reads count for {@link Anomaly#LOST_WRITE}, {@link Anomaly#UNSEEN} and the checks of
 *                  queues: all of them, or those that read everything once the faults are over, or one group.
 * @param examples  how many findings of each kind a report keeps, 1 or more.
 */
public record Expectations(Set<Anomaly> allowed, Map<Integer, Long> logStarts, IntPredicate readers, int examples) {
    private static final int DEFAULT_EXAMPLES = 8;

    /** Copies, so that nothing changes later. */
    public Expectations {
        if (examples < 1) {
            throw new IllegalArgumentException("examples=" + examples + ": must be at least 1");
        }
        allowed = Set.copyOf(allowed);
        logStarts = Map.copyOf(logStarts);
    }

    /**
     * Nothing may go wrong; only the records of transactions may interleave with others.
     *
     * @return for idempotent or transactional publishing without faults in the clients.
     */
    public static Expectations strict() {
        return new Expectations(Set.of(Anomaly.INTERLEAVED_SEND), Map.of(), process -> true, DEFAULT_EXAMPLES);
    }

    /**
     * As strict, but a record may be there, or be delivered, more than once.
     *
     * @return for clients that try again and are not idempotent, and for groups that commit after the work.
     */
    public static Expectations atLeastOnce() {
        return strict().allowing(Anomaly.DUPLICATE, Anomaly.QUEUE_DUPLICATE);
    }

    /**
     * Allows more.
     *
     * @param more what may be found.
     * @return changed expectations.
     */
    public Expectations allowing(final Anomaly... more) {
        final Set<Anomaly> changed = EnumSet.noneOf(Anomaly.class);
        changed.addAll(allowed);
        changed.addAll(Set.of(more));
        return new Expectations(changed, logStarts, readers, examples);
    }

    /**
     * Forbids some that were allowed.
     *
     * @param some what may not be found.
     * @return changed expectations.
     */
    public Expectations forbidding(final Anomaly... some) {
        final Set<Anomaly> changed = EnumSet.noneOf(Anomaly.class);
        changed.addAll(allowed);
        changed.removeAll(Set.of(some));
        return new Expectations(changed, logStarts, readers, examples);
    }

    /**
     * Says where a partition begins after retention.
     *
     * @param partition zero or more.
     * @param offset    the log start offset.
     * @return changed expectations.
     */
    public Expectations withLogStart(final int partition, final long offset) {
        final Map<Integer, Long> changed = new HashMap<>(logStarts);
        changed.put(partition, offset);
        return new Expectations(allowed, changed, readers, examples);
    }

    /**
     * Says whose reads count as read.
     *
     * @param processes true for those.
     * @return changed expectations.
     */
    public Expectations readBy(final IntPredicate processes) {
        return new Expectations(allowed, logStarts, processes, examples);
    }

    /**
     * Says how many findings of each kind are kept.
     *
     * @param number 1 or more.
     * @return changed expectations.
     */
    public Expectations withExamples(final int number) {
        return new Expectations(allowed, logStarts, readers, number);
    }

    long logStart(final int partition) {
        return logStarts.getOrDefault(partition, 0L);
    }
}
