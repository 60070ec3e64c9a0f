/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import io.taffrail.log.Record;
import java.util.Comparator;

/** A record as it was published, or read. */
record Found(long offset, String value) {
    static final Comparator<Found> BY_OFFSET = Comparator.comparingLong(Found::offset);

    static Found of(final Record record) {
        return new Found(record.offset(), record.valueAsString());
    }
}
