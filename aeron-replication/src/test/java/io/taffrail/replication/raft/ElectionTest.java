/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long members wait: for votes, and for a majority. */
class ElectionTest {
    private static final long TIMEOUT_NS = 400;
    private static final long HEARTBEAT_NS = 50;
    private static final long STOOD_NS = 1_000;
    private static final long END = 10;
    private static final int TERM = 1;

    private final List<Long> drawn = new ArrayList<>();
    private final RaftMember member = new RaftMember(
            new RaftConfig(2, List.of(1, 2, 3), TIMEOUT_NS, HEARTBEAT_NS, TIMEOUT_NS),
            new FakeLog(END, TERM),
            new Silence(),
            new NoEffects(),
            bound -> {
                drawn.add(bound);
                return 0;
            });

    ElectionTest() {
        member.start(0, TERM, RaftEffects.NOBODY, 0, Standing.VOTER);
        drawn.clear();
        member.tick(STOOD_NS);
        assertEquals(Role.PRE_CANDIDATE, member.role());
    }

    @Test
    void shouldWidenTheWaitWithAttemptsAndNotWithTheirVotes() {
        member.voteAnswer(1, TERM + 1, Ballot.PRE_VOTE, true);
        assertEquals(Role.CANDIDATE, member.role());
        assertEquals(List.of(TIMEOUT_NS, TIMEOUT_NS), drawn);

        member.tick(STOOD_NS + 2 * HEARTBEAT_NS - 1);
        assertEquals(Role.CANDIDATE, member.role());
        member.tick(STOOD_NS + 2 * HEARTBEAT_NS);
        assertEquals(Role.PRE_CANDIDATE, member.role());
        assertEquals(List.of(TIMEOUT_NS, TIMEOUT_NS, 2 * TIMEOUT_NS), drawn);
    }

    @Test
    void shouldLeadInSilenceAsLongAsAFollowerMayBePatient() {
        member.voteAnswer(1, TERM + 1, Ballot.PRE_VOTE, true);
        member.voteAnswer(1, TERM + 1, Ballot.VOTE, true);

        member.tick(STOOD_NS + 2 * TIMEOUT_NS);
        assertEquals(Role.LEADER, member.role());
        member.tick(STOOD_NS + 2 * TIMEOUT_NS + 1);
        assertEquals(Role.FOLLOWER, member.role());
    }
}
