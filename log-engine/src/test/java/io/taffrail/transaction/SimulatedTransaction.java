/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

/** A transaction as its producer sees it, and what readers saw of it. There is one for each producer id and epoch. */
final class SimulatedTransaction {
    private final long producerId;
    private final short epoch;
    private Boolean promised;
    private Boolean seen;

    SimulatedTransaction(final long producerId, final short epoch) {
        this.producerId = producerId;
        this.epoch = epoch;
    }

    long producerId() {
        return producerId;
    }

    short epoch() {
        return epoch;
    }

    /** The producer was told how it ends. */
    void onPromised(final boolean isCommit) {
        if (promised != null && promised != isCommit) {
            throw new AssertionError("two different answers: " + this);
        }
        promised = isCommit;
        check();
    }

    /** A partition shows its records, or drops them. */
    void onEnded(final boolean isCommit, final String partition) {
        if (seen != null && seen != isCommit) {
            throw new AssertionError("two different outcomes: " + this + " other=" + partition);
        }
        seen = isCommit;
        check();
    }

    private void check() {
        if (promised != null && seen != null && !promised.equals(seen)) {
            throw new AssertionError("answered is not what happened: " + this);
        }
    }

    @Override
    public String toString() {
        return "producerId=" + producerId + " epoch=" + epoch + " promised=" + promised + " seen=" + seen;
    }
}
