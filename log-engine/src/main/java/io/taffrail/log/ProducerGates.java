/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The gates of a log's producers, and the number of its present history.
 *
 * <p>A fence, a truncation, a load may leave other batches in the log than a gate knows of. Each of them counts the history up
 * when the cursor stands at the log's end, and before anybody may claim again: no batch is then in the log that the cursor
 * has not seen, and a gate takes its entry over. A claim that was judged by an older history is aborted.
 *
 * <p>Threading: any thread; the history changes under the structure lock.
 */
final class ProducerGates {
    private static final long DEFAULT_EXPIRATION_NS = TimeUnit.DAYS.toNanos(1);
    private static final long EXPIRY_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentHashMap<Long, ProducerGate> gates = new ConcurrentHashMap<>();
    private volatile long expirationNs = DEFAULT_EXPIRATION_NS;
    private volatile int history = 1;
    private long expiryAtNs = Long.MIN_VALUE;

    void expireAfter(final long timeNs) {
        expirationNs = timeNs;
    }

    int history() {
        return history;
    }

    /** The log's batches may be others from now on. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void onHistoryChanged() {
        history++;
    }

    /** Have a gate until it is given back. */
    ProducerGate take(final long producerId) {
        return gates.compute(producerId, (id, present) -> held(present));
    }

    void giveBack(final long producerId) {
        gates.computeIfPresent(producerId, (id, gate) -> {
            gate.handles--;
            return gate;
        });
    }

    /** Have a gate for an appender, which is its owner while there is no other one. */
    ProducerGate take(final long producerId, final ProducerAppender appender) {
        return gates.compute(producerId, (id, present) -> {
            final ProducerGate gate = held(present);
            if (gate.owner() == null) {
                gate.owner(appender);
            }
            return gate;
        });
    }

    /** Of an appender that is outside for good. */
    void giveBack(final long producerId, final ProducerAppender appender) {
        gates.computeIfPresent(producerId, (id, gate) -> {
            if (gate.owner() == appender) {
                gate.owner(null);
            }
            gate.handles--;
            return gate;
        });
    }

    private static ProducerGate held(final ProducerGate present) {
        final ProducerGate gate = present == null ? new ProducerGate() : present;
        gate.handles++;
        return gate;
    }

    /** Be inside a gate whose entry holds for the present history, 0; or outside, with the reason. */
    long enter(final PartitionLog log, final long producerId, final ProducerGate gate) {
        if (!gate.tryEnter(log) && !await(log, gate)) {
            return PublishResult.BACK_PRESSURED;
        }
        if (gate.history != history) {
            final long refusal = takeHistoryOver(log, producerId, gate);
            if (refusal < 0) {
                gate.leave();
                return refusal;
            }
        }
        return 0;
    }

    private static boolean await(final PartitionLog log, final ProducerGate gate) {
        final long sinceNs = System.nanoTime();
        for (long attempt = 0; !gate.tryEnter(log); attempt++) {
            if (!log.context().waiter().await(attempt, sinceNs)) {
                return false;
            }
        }
        return true;
    }

    /** The cursor knows of all batches before this history, and there are none of this producer in it yet. */
    private long takeHistoryOver(final PartitionLog log, final long producerId, final ProducerGate gate) {
        final long sinceNs = System.nanoTime();
        for (long attempt = 0; !log.isLoaded(); attempt++) {
            final long refusal = log.admission().onRefused(log.current(), attempt, sinceNs);
            if (refusal < 0) {
                return refusal;
            }
        }
        final int present = history; // before the copy: one that is too old is taken again
        log.cursor().copyProducer(producerId, gate.entry);
        gate.history = present;
        return 0;
    }

    /**
     * Refuse a producer below an epoch from now on. What it had claimed before may still be committed until this answers true.
     */
    boolean tryFence(final PartitionLog log, final long producerId, final int epoch) {
        final ProducerGate fenced = gates.compute(producerId, (id, present) -> {
            final ProducerGate gate = present == null ? new ProducerGate() : present;
            gate.raise(epoch); // in here, so that the gate is not taken away at the same moment
            return gate;
        });
        return fenced.isFree(log);
    }

    /** Forget producers that were not seen for long, and gates that nobody needs; now and then. Work done. */
    int doWork(final PartitionLog log, final long monotonicNs) {
        if (monotonicNs < expiryAtNs) {
            return 0;
        }
        expiryAtNs = monotonicNs + EXPIRY_INTERVAL_NS;
        return expire(log);
    }

    /** The same at once. */
    int expire(final PartitionLog log) {
        final long beforeNs = log.nowNs() - expirationNs;
        final int forgotten = log.cursor().forgetProducers((id, entry) -> isForgotten(log, id, entry, beforeNs));
        gates.keySet().forEach(id -> gates.computeIfPresent(id, (key, gate) -> isIdle(log, id, gate) ? null : gate));
        return forgotten;
    }

    /** A producer that has just published, or is about to, is not forgotten. */
    private boolean isForgotten(
            final PartitionLog log, final long producerId, final ProducerEntry entry, final long beforeNs) {
        if (entry.seenNs() >= beforeNs || entry.isInTransaction()) {
            return false;
        }
        final ProducerGate gate = gates.get(producerId);
        if (gate == null) {
            return true;
        }
        if (!gate.tryEnter(log)) {
            return false;
        }
        final boolean isSeen = gate.history != history || gate.entry.lastOffset() < log.contiguousOffset();
        final boolean isOld = isSeen && gate.entry.seenNs() < beforeNs;
        if (isOld) {
            gate.history = 0;
        }
        gate.leave();
        return isOld;
    }

    /** Whether nothing is lost with a gate: nobody holds it, and the cursor knows what it knows, its fence too. */
    private boolean isIdle(final PartitionLog log, final long producerId, final ProducerGate gate) {
        final int known = log.cursor().producerEpoch(producerId);
        if (gate.handles > 0 || known >= 0 && gate.lowestEpoch() > known || !gate.tryEnter(log)) {
            return false;
        }
        final boolean isSeen = gate.history != history || gate.entry.lastOffset() < log.contiguousOffset();
        gate.leave();
        return isSeen;
    }

    int count() {
        return gates.size();
    }
}
