/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Sees records in order and says after each how to go on. */
@FunctionalInterface
public interface ControlledRecordHandler {
    /** How a poll goes on after a record. */
    enum Action {
        /** With the next record. */
        CONTINUE,
        /** Not now: the next poll begins behind this record. */
        STOP,
        /** Not now: the next poll begins with this record again. */
        REDELIVER
    }

    /**
     * One record.
     *
     * @param record in place, valid during this call only.
     * @return how to go on.
     */
    Action onRecord(Record record);
}
