/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** Effects that have none, and violations that fail the test. */
class NoEffects implements RaftEffects {
    @Override
    public void persist(final int term, final int votedFor) {}

    @Override
    public void lead(final int term) {}

    @Override
    public void fence(final int term) {}

    @Override
    public void follow(final int term, final int leader) {}

    @Override
    public void truncate(final long offset) {}

    @Override
    public void discard(final long offset) {}

    @Override
    public void commit(final long offset) {}

    @Override
    public void recovered() {}

    @Override
    public void violation(final String what) {
        throw new AssertionError(what);
    }
}
