/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a member that may have forgotten records is a voter again. */
class AmnesiaTest {
    private static final int LEADER = 1;
    private static final long END = 10;

    private final FakeLog log = new FakeLog(END, 1);
    private final RaftMember member = new RaftMember(
            new RaftConfig(0, List.of(0, 1, 2), 300, 50, 300), log, new Silence(), new NoEffects(), bound -> 0);

    AmnesiaTest() {
        member.start(0, 1, RaftEffects.NOBODY, 0, Standing.AMNESIAC);
        member.tick(1);
    }

    @Test
    void shouldNotTrustTheMarkOfALeaderThatHasCommittedNothingInItsTerm() {
        member.heartbeat(LEADER, 2, 5);
        member.matched(LEADER, 2, log.lastTerm(), END);
        member.heartbeat(LEADER, 2, 5);
        assertEquals(Standing.AMNESIAC, member.standing());

        assertEquals(true, member.onRecords(LEADER, 2, 5, 5, 2));
        log.append(2);
        member.onAppended();
        member.heartbeat(LEADER, 2, END);
        assertEquals(Standing.AMNESIAC, member.standing(), "the term's own batch is not committed yet");
    }

    @Test
    void shouldVoteAgainOnceItHoldsWhatIsCommittedInTheTerm() {
        member.heartbeat(LEADER, 2, 5);
        member.matched(LEADER, 2, log.lastTerm(), END);
        log.append(2);
        member.onAppended();
        member.heartbeat(LEADER, 2, END + 1);

        assertEquals(Standing.VOTER, member.standing());
        assertEquals(END + 1, member.highWatermark());
    }

    @Test
    void shouldWaitForAllThatIsCommitted() {
        member.heartbeat(LEADER, 2, 5);
        member.matched(LEADER, 2, log.lastTerm(), END);
        log.append(2);
        member.onAppended();
        member.heartbeat(LEADER, 2, END + 7);

        assertEquals(Standing.AMNESIAC, member.standing());
    }
}
