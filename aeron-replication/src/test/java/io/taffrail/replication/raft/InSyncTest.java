/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which replicas a leader counts as in sync, and what all of them hold. */
class InSyncTest {
    private static final long END = 10;
    private static final long LAG_NS = 300;
    private static final long ELECTED_NS = 1_000;

    private final FakeLog log = new FakeLog(END, 1);
    private final RaftMember member = new RaftMember(
            new RaftConfig(0, List.of(0, 1, 2), 300, 50, LAG_NS),
            log,
            new Silence(),
            new AppendingEffects(),
            bound -> 0);

    @BeforeEach
    void lead() {
        member.start(0, 1, RaftEffects.NOBODY, 0, Standing.VOTER);
        member.tick(ELECTED_NS);
        member.voteAnswer(1, 2, Ballot.PRE_VOTE, true);
        member.voteAnswer(1, 2, Ballot.VOTE, true);
        assertEquals(Role.LEADER, member.role());
    }

    @Test
    void shouldCountItselfAloneUntilFollowersAreMatched() {
        assertEquals(1, member.inSync());

        member.status(1, 2, false, 1, END, END);
        assertEquals(2, member.inSync());
    }

    @Test
    void shouldHoldBackToTheSlowestInSync() {
        member.status(1, 2, false, 1, END, END);
        member.status(2, 2, false, 1, END, END);
        member.status(1, 2, true, 2, END + 1, END + 1);

        assertEquals(END + 1, member.highWatermark());
        assertEquals(END, member.heldByAllInSync());
    }

    @Test
    void shouldGiveUpOnAReplicaThatLagsTooLong() {
        member.status(1, 2, false, 1, END, END);
        member.status(2, 2, false, 1, END, END);
        member.tick(ELECTED_NS + LAG_NS);
        member.status(1, 2, true, 2, END + 1, END + 1);
        member.tick(ELECTED_NS + 2 * LAG_NS);

        assertEquals(2, member.inSync());
        assertEquals(END + 1, member.heldByAllInSync());
    }

    /** Appends the first batch of a term. */
    private final class AppendingEffects extends NoEffects {
        @Override
        public void lead(final int term) {
            log.append(term);
        }
    }
}
