/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;
import java.util.SplittableRandom;

/** Sound messages of all kinds, by chance from a seed. */
final class Speech {
    private static final int KINDS = 8;
    private static final long MOST = 1L << 60;

    private final SplittableRandom random;

    Speech(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** Say something. */
    void say(final int peer, final RaftMessages to) {
        final int term = random.nextInt(1, Integer.MAX_VALUE);
        final int older = random.nextInt(term);
        final long offset = random.nextLong(MOST);
        final Ballot kind = Ballot.values()[random.nextInt(Ballot.values().length)];
        switch (random.nextInt(KINDS)) {
            case 0 -> to.voteRequest(peer, term, older, offset, kind);
            case 1 -> to.voteAnswer(peer, term, kind, random.nextBoolean());
            case 2 -> to.heartbeat(peer, term, offset);
            case 3 -> to.status(peer, term, random.nextBoolean(), older, offset, offset / 2);
            case 4 -> to.matched(peer, term, older, offset);
            case 5 -> to.diverged(peer, term, older, offset / 2, older, offset);
            case 6 -> to.reset(peer, term, offset, older, offset / 2);
            default -> to.timeoutNow(peer, term);
        }
    }
}
