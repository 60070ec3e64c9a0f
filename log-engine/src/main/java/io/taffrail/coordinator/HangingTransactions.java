/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.engine.TopicScan;
import io.taffrail.log.OpenTransaction;
import io.taffrail.log.PublishResult;
import io.taffrail.log.Record;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds transactions that hold a partition's last stable offset back for good, and ends them. A power loss can leave one, when
 * it took the coordinator's record of a transaction and left the transaction's own records; or an application that published
 * in a transaction without asking the coordinator.
 *
 * <p>Threading: any thread.
 */
public final class HangingTransactions {
    private HangingTransactions() {}

    /**
     * Find them: open transactions that the coordinator's log does not tell of, before as after it was read. Reads each
     * partition from its last stable offset on.
     *
     * @param source     to look at, for reading at least; it may be at work.
     * @param partitions to look into.
     * @return those that hang, by partition, and in it in the order in which they began.
     * @throws EngineException if there is no such partition, or something cannot be read to its end.
     */
    public static List<HangingTransaction> find(final LogSource source, final Collection<TopicPartition> partitions) {
        final List<HangingTransaction> hanging = new ArrayList<>();
        partitions.forEach(partition -> hanging.addAll(open(source, partition)));
        if (!hanging.isEmpty()) {
            final TransactionsView view = TransactionsView.read(source);
            hanging.removeIf(open -> view.transactionalIdOf(open.producerId(), open.partition()) != null);
            hanging.removeIf(before ->
                    open(source, before.partition()).stream().noneMatch(before::isSameAs)); // it ended meanwhile
        }
        return hanging;
    }

    /**
     * Abort one: an end marker is written into its partition.
     *
     * @param engine      that owns the directory.
     * @param partition   that it is open in.
     * @param startOffset at which it begins there.
     * @return what was aborted: one, but for transactions whose first records were deleted, which all begin at the log start.
     * @throws IllegalArgumentException if no transaction is open that begins there.
     * @throws ErrorCodeException       with {@link ErrorCode#INVALID_TXN_STATE} if it does not hang, since it belongs to a
     *     transactional id.
     * @throws EngineException          if there is no such partition, or the marker cannot be written.
     */
    public static List<OpenTransaction> abort(
            final LogEngine engine, final TopicPartition partition, final long startOffset) {
        final PartitionHandle handle = engine.partition(partition.topic(), partition.partition());
        final long logStart = handle.offsets().logStartOffset();
        final List<OpenTransaction> open = handle.openTransactions();
        final List<OpenTransaction> hanging = open.stream()
                .filter(one -> Math.max(one.startOffset(), logStart) == startOffset)
                .toList();
        if (hanging.isEmpty()) {
            throw new IllegalArgumentException("no open transaction begins there: " + place(partition)
                    + " startOffset=" + startOffset + ": open ones begin at "
                    + open.stream().map(OpenTransaction::startOffset).toList());
        }
        final TransactionsView view = TransactionsView.read(engine);
        for (final OpenTransaction one : hanging) {
            final String transactionalId = view.transactionalIdOf(one.producerId(), partition);
            if (transactionalId != null) {
                throw new ErrorCodeException(
                        ErrorCode.INVALID_TXN_STATE,
                        place(partition) + " startOffset=" + startOffset + ": it does not hang, abort it by its"
                                + " transactionalId=" + transactionalId);
            }
        }
        try (TransactionAppender appender = new TransactionAppender(handle.log())) {
            hanging.forEach(one -> abort(appender, one, partition));
        }
        return hanging;
    }

    private static void abort(
            final TransactionAppender appender, final OpenTransaction open, final TopicPartition partition) {
        final long result = appender.abort(open);
        if (result < 0) {
            throw new EngineException("cannot abort a transaction: " + place(partition) + " producerId="
                    + open.producerId() + ": " + PublishResult.describe(result));
        }
    }

    /** The open transactions of a partition, as their records tell. */
    private static List<HangingTransaction> open(final LogSource source, final TopicPartition partition) {
        final PartitionOffsets offsets = source.offsets(partition.topic(), partition.partition());
        final Map<Long, HangingTransaction> open = new LinkedHashMap<>();
        final StartAt start = StartAt.offset(offsets.lastStableOffset());
        final SubscriptionConfig one = SubscriptionConfig.defaults().withPartitions(partition.partition());
        try (Subscription subscription = source.subscribe(partition.topic(), start, one)) {
            TopicScan.toEnd(subscription, record -> onRecord(record, partition, open));
        }
        if (open.isEmpty() && isHeldBackByDeletedRecords(offsets)) {
            final short unknown = HangingTransaction.UNKNOWN;
            return List.of(new HangingTransaction(partition, unknown, unknown, offsets.logStartOffset(), unknown));
        }
        return List.copyOf(open.values());
    }

    private static void onRecord(
            final Record record, final TopicPartition partition, final Map<Long, HangingTransaction> open) {
        final Long producerId = record.producerId();
        if (record.isControl()) {
            open.remove(producerId);
        } else if (record.isTransactional()) {
            final HangingTransaction known = open.get(producerId);
            final long startOffset = known == null ? record.offset() : known.startOffset();
            open.put(
                    producerId,
                    new HangingTransaction(
                            partition, producerId, record.producerEpoch(), startOffset, record.timestamp()));
        }
    }

    /** The last stable offset is not before the log start, wherever the transaction began. */
    private static boolean isHeldBackByDeletedRecords(final PartitionOffsets offsets) {
        return offsets.logStartOffset() > 0
                && offsets.lastStableOffset() == offsets.logStartOffset()
                && offsets.lastStableOffset() < offsets.highWatermark();
    }

    private static String place(final TopicPartition partition) {
        return "topic=" + partition.topic() + " partition=" + partition.partition();
    }
}
