/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Notes;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is to be told of transactions beside the results of a command. */
final class TransactionNotes {
    /** States in which a transaction waits for somebody. */
    static final Set<TransactionState> OPEN =
            EnumSet.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private TransactionNotes() {}

    /** Producers and coordinators live in the process that owns the directory. */
    static void onOpenOfTheDead(
            final Notes notes, final DataDirectory directory, final List<TransactionDescription> transactions) {
        if (transactions.stream().anyMatch(one -> OPEN.contains(one.state())) && !directory.isOwned()) {
            notes.say(
                    "note: no process owns the directory: transactions that are not complete end while an engine has it"
                            + " open, once their time is over at the latest, or by 'taffrail transactions abort'");
        }
    }

    static ErrorCodeException unknown(final String transactionalId) {
        return new ErrorCodeException(
                ErrorCode.TRANSACTIONAL_ID_NOT_FOUND,
                "transactionalId=" + transactionalId + ": see 'taffrail transactions list'");
    }
}
