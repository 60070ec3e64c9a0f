/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;

/** The log does not have the offset, or not any more, and {@code auto.offset.reset} is {@code none}. */
public final class OffsetOutOfRangeException extends InvalidOffsetException {
    private static final long serialVersionUID = 1L;

    OffsetOutOfRangeException(
            final TopicPartition partition, final long offset, final long logStart, final long logEnd) {
        super(
                partition,
                "offset out of range: partition=" + partition + " offset=" + offset + " log start=" + logStart
                        + " log end=" + logEnd + " and auto.offset.reset=none: seek, or set a policy");
    }
}
