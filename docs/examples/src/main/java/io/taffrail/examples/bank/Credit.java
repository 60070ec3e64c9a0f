/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.log.Record;

/**
 * Money that an account got, as it stands in {@link Bank#CREDITS}; the account is the record's key.
 *
 * @param account that got it.
 * @param id      of the request that it is the other side of, {@link #OPENING} for a first deposit.
 * @param amount  1 or more.
 */
record Credit(String account, long id, long amount) {
    static final long OPENING = -1;

    static Credit opening(final String account, final long amount) {
        return new Credit(account, OPENING, amount);
    }

    static Credit of(final Transfer transfer) {
        return new Credit(transfer.to(), transfer.id(), transfer.amount());
    }

    static Credit of(final Record record) {
        final Fields fields = new Fields(record);
        return new Credit(record.keyAsString(), fields.number(), fields.number());
    }

    boolean isOpening() {
        return id == OPENING;
    }

    String text() {
        return Fields.join(id, amount);
    }
}
