/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import io.taffrail.log.RecordHandler;

/** Reads the values of records. */
final class RecordReceiver implements Receiver {
    private static final int MOST = 4096;

    private final Subscription subscription;
    private final RecordHandler records = this::onRecord;
    private ValueHandler handler;

    RecordReceiver(final Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public int poll(final ValueHandler newHandler) {
        handler = newHandler;
        return subscription.poll(records, MOST);
    }

    private void onRecord(final Record record) {
        handler.onValue(record.buffer(), record.valueIndex(), record.valueLength());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
