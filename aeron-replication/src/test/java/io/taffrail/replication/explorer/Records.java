/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;

/** The message that carries records: the core has no part in sending it. */
interface Records {
    /** Records of these terms stand in the leader's log from an offset on, behind one of another term, 0 for none. */
    void records(int peer, int term, long committed, long offset, int termBefore, List<Integer> terms);
}
