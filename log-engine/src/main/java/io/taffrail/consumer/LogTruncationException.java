/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;

/** The log was cut below the place where the consumer wants to go on, and {@code auto.offset.reset} is {@code none}. */
public final class LogTruncationException extends InvalidOffsetException {
    private static final long serialVersionUID = 1L;

    private final long divergentOffset;

    LogTruncationException(
            final TopicPartition partition, final long offset, final int term, final long divergentOffset) {
        super(
                partition,
                "the log was cut: partition=" + partition + " offset=" + offset + " term=" + term
                        + " divergent offset=" + divergentOffset
                        + " and auto.offset.reset=none: undo what was done with the records from there on, then seek");
        this.divergentOffset = divergentOffset;
    }

    /**
     * Up to where the log is the one that the consumer knows.
     *
     * @return the first offset that was lost.
     */
    public long divergentOffset() {
        return divergentOffset;
    }
}
