/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Sees records in order. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * One record.
     *
     * @param record in place, valid during this call only.
     */
    void onRecord(Record record);
}
