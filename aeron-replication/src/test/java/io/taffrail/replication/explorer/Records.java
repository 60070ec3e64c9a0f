/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/** The message that carries a record: the core has no part in sending it. */
interface Records {
    /** A record of a term stands in the leader's log at an offset, behind one of another term, 0 for none. */
    void record(int peer, int term, long committed, long offset, int termBefore, int recordTerm);
}
