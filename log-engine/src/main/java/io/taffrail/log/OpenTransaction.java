/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.List;

/**
 * A transaction that is open in one log: there are records of it, and no end marker behind them.
 *
 * @param producerId    of the producer, 0 or more.
 * @param producerEpoch of the producer, 0 or more.
 * @param startOffset   of its first record; before the log start where that record was deleted.
 */
public record OpenTransaction(long producerId, short producerEpoch, long startOffset) {
    /**
     * The transactions that are open in a log.
     *
     * <p>Threading: any thread; what it returns is how it was at one moment.
     *
     * @param log that was loaded.
     * @return in the order in which they began.
     */
    public static List<OpenTransaction> in(final PartitionLog log) {
        log.endOffset(); // brings the cursor to it
        return log.cursor().openTransactions();
    }
}
