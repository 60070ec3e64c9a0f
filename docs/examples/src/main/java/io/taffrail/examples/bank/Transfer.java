/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.log.Record;

/**
 * A customer's request, as it stands in {@link Bank#REQUESTS}; {@code from} is the record's key.
 *
 * @param id     number of the request, from 0.
 * @param from   account to debit.
 * @param to     account to credit.
 * @param amount to move, 1 or more.
 */
record Transfer(long id, String from, String to, long amount) {
    static Transfer of(final Record record) {
        final Fields fields = new Fields(record);
        return new Transfer(fields.number(), record.keyAsString(), fields.text(), fields.number());
    }

    String text() {
        return Fields.join(id, to, amount);
    }
}
