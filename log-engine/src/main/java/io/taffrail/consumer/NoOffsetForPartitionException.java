/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;

/** The group committed no offset for the partition, and {@code auto.offset.reset} is {@code none}. */
public final class NoOffsetForPartitionException extends InvalidOffsetException {
    private static final long serialVersionUID = 1L;

    NoOffsetForPartitionException(final TopicPartition partition, final String groupId) {
        super(
                partition,
                "no committed offset: group=" + groupId + " partition=" + partition
                        + " and auto.offset.reset=none: seek, or set a policy");
    }
}
