/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.protocol.Refusal;

/** Frames of a node are not let in: said once for each reason, counted always. */
public final class RefusedPeerNotice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedPeerNotice(final int node, final Refusal refusal) {
        super("node " + node + " is not let in: " + refusal.text(), null, false, false);
    }
}
