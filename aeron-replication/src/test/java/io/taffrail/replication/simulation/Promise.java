/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** What must always hold, so that one way of breaking it can be told from another. */
enum Promise {
    /** One leader per term. */
    ONE_LEADER,
    /** One vote per node and term. */
    ONE_VOTE,
    /** The same term at the same offset means the same record, and the same before it. */
    LOGS_AGREE,
    /** A leader has what was committed in terms before its own. */
    LEADER_HAS_ALL,
    /** What is committed stays so, and is the same everywhere. */
    COMMITTED_STAYS,
    /** What was acknowledged is there. */
    ACKNOWLEDGED_STAYS,
    /** Once nothing is broken any more, all goes on. */
    PROGRESS,
    /** No replica stops but for its disk, and no code throws. */
    NO_ACCIDENT
}
