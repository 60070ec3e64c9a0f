/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.log.Record;

/**
 * What became of a request, as it stands in {@link Bank#DECISIONS}; the account to debit is the record's key. A granted one is
 * the debit; a refused one changes no balance, and says so for ever.
 *
 * @param transfer    that was asked for.
 * @param isGranted   whether the account was debited.
 * @param balance     of the account as the teller knew it, before the decision.
 * @param creditsRead offset in this partition of {@link Bank#CREDITS} up to which the teller had read: with it anybody can
 *                    work out the balance again.
 */
record Decision(Transfer transfer, boolean isGranted, long balance, long creditsRead) {
    private static final String GRANTED = "granted";
    private static final String REFUSED = "refused";

    static Decision of(final Record record) {
        final Fields fields = new Fields(record);
        final Transfer transfer = new Transfer(fields.number(), record.keyAsString(), fields.text(), fields.number());
        return new Decision(transfer, fields.text().equals(GRANTED), fields.number(), fields.number());
    }

    String text() {
        return Fields.join(transfer.text(), isGranted ? GRANTED : REFUSED, balance, creditsRead);
    }
}
