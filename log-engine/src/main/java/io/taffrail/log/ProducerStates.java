/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What a log knows of its idempotent producers up to a place, from its batches alone: that of a follower or of a log that was
 * opened again is the same as that of the log in which they were published.
 *
 * <p>Threading: its owner's; the cursor's is under the cursor's monitor. Costs nothing while there are no producers.
 */
final class ProducerStates {
    private Long2ObjectHashMap<ProducerEntry> byId;
    private final OpenTransactions transactions = new OpenTransactions();
    private ProducerEntry newest;
    private long newestId = -1;

    /** A committed batch of a producer stands there. */
    void onBatch(final NativeBuffer buffer, final int position, final long nowNs) {
        final int epoch = BatchHeader.producerEpoch(buffer, position);
        final int attributes = BatchHeader.attributes(buffer, position);
        if (epoch < 0) {
            return;
        }
        final ProducerEntry entry = entry(BatchHeader.producerId(buffer, position));
        final long baseOffset = BatchHeader.baseOffset(buffer, position);
        if (BatchHeader.isControl(attributes)) {
            if (entry.isInTransaction()) {
                transactions.end(entry.transactionNumber(), baseOffset);
            }
            entry.noteEnd(epoch, EndMarker.coordinatorTerm(buffer, position), nowNs);
            return;
        }
        if (BatchHeader.isTransactional(attributes)) {
            noteTransaction(entry, epoch, baseOffset, nowNs);
        }
        final int sequence = BatchHeader.baseSequence(buffer, position);
        if (sequence >= 0) {
            entry.note(epoch, sequence, BatchHeader.lastOffsetDelta(buffer, position), baseOffset, nowNs);
        }
    }

    private void noteTransaction(final ProducerEntry entry, final int epoch, final long baseOffset, final long nowNs) {
        final boolean isNew = !entry.isInTransaction();
        entry.noteTransaction(epoch, baseOffset, nowNs);
        if (isNew) {
            begin(entry);
        }
    }

    private void begin(final ProducerEntry entry) {
        entry.transactionNumber(transactions.begin(entry.transactionOffset()));
    }

    /**
     * First offset of the oldest transaction whose end is not committed, or {@link ProducerEntry#NO_TRANSACTION}.
     *
     * @param committedTo what is before this offset is committed; never less than before.
     */
    long firstOpenOffset(final long committedTo) {
        return transactions.firstOffset(committedTo);
    }

    /** The transactions that are open, in the order in which they began. */
    List<OpenTransaction> openTransactions() {
        final List<OpenTransaction> open = new ArrayList<>();
        forEach((id, entry) -> {
            if (entry.isInTransaction()) {
                open.add(new OpenTransaction(id, (short) entry.epoch(), entry.transactionOffset()));
            }
        });
        open.sort(Comparator.comparingLong(OpenTransaction::startOffset));
        return open;
    }

    /** All entries were restored: know their transactions in the order in which they began. */
    ProducerStates restored() {
        if (byId != null) {
            byId.values().stream()
                    .filter(ProducerEntry::isInTransaction)
                    .sorted(Comparator.comparingLong(ProducerEntry::transactionOffset))
                    .forEach(this::begin);
        }
        return this;
    }

    /** The entry of a producer, made if there is none. */
    ProducerEntry entry(final long producerId) {
        if (producerId != newestId) {
            if (byId == null) {
                byId = new Long2ObjectHashMap<>();
            }
            newest = byId.get(producerId);
            if (newest == null) {
                newest = new ProducerEntry();
                byId.put(producerId, newest);
            }
            newestId = producerId;
        }
        return newest;
    }

    /** Copy what is known of a producer, or that nothing is. */
    void copyTo(final long producerId, final ProducerEntry copy) {
        final ProducerEntry known = byId == null ? null : byId.get(producerId);
        if (known == null) {
            copy.clear();
        } else {
            copy.copyFrom(known);
        }
    }

    /** Epoch of a producer, -1 if nothing is known of it. */
    int epochOf(final long producerId) {
        final ProducerEntry known = byId == null ? null : byId.get(producerId);
        return known == null ? -1 : known.epoch();
    }

    /** Term of the coordinator that ended a producer's last transaction, -1 if there is none. */
    int coordinatorTermOf(final long producerId) {
        final ProducerEntry known = byId == null ? null : byId.get(producerId);
        return known == null ? ProducerEntry.NO_TERM : known.coordinatorTerm();
    }

    int count() {
        return byId == null ? 0 : byId.size();
    }

    void forEach(final BiConsumer<Long, ProducerEntry> consumer) {
        if (byId != null) {
            byId.forEach(consumer);
        }
    }

    /** Forget producers. */
    void removeIf(final BiPredicate<Long, ProducerEntry> isGone) {
        if (byId != null && byId.entrySet().removeIf(entry -> isGone.test(entry.getKey(), entry.getValue()))) {
            newest = null;
            newestId = -1;
        }
    }

    @Override
    public String toString() {
        return byId == null ? "{}" : new java.util.TreeMap<>(byId).toString();
    }
}
