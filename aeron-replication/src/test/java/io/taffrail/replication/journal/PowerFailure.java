/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

/** The machine stopped, or the process died, in the middle of something. */
final class PowerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PowerFailure(final String during) {
        super("during " + during);
    }
}
