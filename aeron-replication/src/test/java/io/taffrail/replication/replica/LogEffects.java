/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.RaftEffects;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Does to a log what the core wants, and nothing else. */
final class LogEffects implements RaftEffects {
    private final LocalLog log;

    LogEffects(final LocalLog log) {
        this.log = log;
    }

    @Override
    public void persist(final int term, final int votedFor) {}

    @Override
    public void lead(final int term) {
        try {
            log.lead(term);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void fence(final int term) {
        log.fence();
    }

    @Override
    public void follow(final int term, final int leader) {
        log.follow();
    }

    @Override
    public void truncate(final long offset) {
        try {
            log.truncate(offset);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void discard(final long offset) {
        try {
            log.discard(offset);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void commit(final long offset) {}

    @Override
    public void recovered() {}

    @Override
    public void violation(final String what) {
        throw new AssertionError(what);
    }
}
