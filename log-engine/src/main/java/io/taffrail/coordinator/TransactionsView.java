/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.TopicScan;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionCore;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionOutbox;
import io.taffrail.transaction.TransactionRecord;
import java.util.List;
import java.util.Set;

/**
 * The transactional ids of a data directory as its log tells of them at one moment, for those who only look: another process
 * may own the directory, or nobody. Changes nothing.
 *
 * <p>The log knows what was decided, not how far the markers are written: of a prepared transaction it shows all partitions.
 *
 * <p>Threading: immutable once it was read.
 */
public final class TransactionsView {
    private static final TransactionOutbox NOWHERE = new TransactionOutbox() {
        @Override
        public void append(final TransactionRecord record) {
            throw unexpected(record);
        }

        @Override
        public void answer(final long token, final TransactionAnswer answer) {
            throw unexpected(answer);
        }

        @Override
        public void answerOnCommit(final long token, final TransactionAnswer answer) {
            throw unexpected(answer);
        }

        @Override
        public void writeMarkers(
                final String transactionalId,
                final long producerId,
                final short producerEpoch,
                final boolean isCommit,
                final Set<TopicPartition> partitions) {
            throw unexpected(transactionalId);
        }
    };

    private final TransactionCore core =
            new TransactionCore(TransactionCoordinatorConfig.defaults().transactions(), () -> {
                throw unexpected("producer id");
            });

    private TransactionsView() {}

    /**
     * Read the log of the transactions to its end.
     *
     * @param source of the log, for reading at least.
     * @return the transactional ids as they are; none where there never was one.
     * @throws io.taffrail.engine.EngineException if the log cannot be read to the end that its owner published.
     */
    public static TransactionsView read(final LogSource source) {
        final TransactionsView view = new TransactionsView();
        if (source.hasTopic(TransactionCoordinator.STATE_TOPIC)) {
            final TransactionRecordDecoder decoder = new TransactionRecordDecoder();
            try (Subscription log = source.subscribe(TransactionCoordinator.STATE_TOPIC, StartAt.earliest())) {
                TopicScan.toEnd(log, record -> view.core.apply(decoder.decode(record), record.term(), NOWHERE));
            }
        }
        return view;
    }

    /**
     * All transactional ids.
     *
     * @return by id.
     */
    public List<TransactionDescription> list() {
        return core.list();
    }

    /**
     * A transactional id.
     *
     * @param transactionalId which.
     * @return its description; its state is DEAD if there is none.
     */
    public TransactionDescription describe(final String transactionalId) {
        return core.describe(transactionalId);
    }

    /**
     * Whose coordinator is going to end the open transaction of a producer in a partition.
     *
     * @param producerId of the producer.
     * @param partition  that has records of the transaction.
     * @return the transactional id, or null if nobody is: the transaction hangs.
     */
    public String transactionalIdOf(final long producerId, final TopicPartition partition) {
        return list().stream()
                .filter(one ->
                        one.producerId() == producerId && one.partitions().contains(partition))
                .map(TransactionDescription::transactionalId)
                .findFirst()
                .orElse(null);
    }

    private static IllegalStateException unexpected(final Object what) {
        return new IllegalStateException("who only follows the log has nothing to say: " + what);
    }
}
