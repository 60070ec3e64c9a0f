/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import java.util.UUID;

/** Envelopes for tests to which it does not matter. */
final class Envelopes {
    static final Envelope ANY =
            new Envelope(new Cluster(new UUID(1, 2), "secret"), new Sender(1, new UUID(3, 4), 1), 2);

    private Envelopes() {}
}
