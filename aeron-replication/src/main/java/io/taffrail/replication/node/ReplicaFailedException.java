/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

/** A replica takes no part any more until its node is started again. */
public final class ReplicaFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplicaFailedException(final String topic, final int partition, final Throwable cause) {
        super(
                "replica of topic=" + topic + " partition=" + partition + " failed and neither votes nor leads: "
                        + cause.getMessage() + ": mend the cause, then start the node again",
                cause);
    }
}
