/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a leader does for publishers, and when it lets others lead. */
class LeaderDutiesTest {
    private static final long MAX_AHEAD = 6_400;
    private static final long TIMEOUT_NS = 1_000_000;
    private static final long ELECTION_NS = 300_000_000;

    private final FakeLog log = new FakeLog();
    private final ReplicaState state = new ReplicaState(2);
    private final RaftConfig raft = new RaftConfig(0, List.of(0, 1, 2), ELECTION_NS, 100_000_000, 100_000_000);
    private RaftMember member;
    private LeaderDuties duties;
    private long nowNs;

    @BeforeEach
    void setUp() {
        log.endOffset = 10;
        log.endBytes = 640;
        log.claimedOffset = 10;
        member = new RaftMember(raft, log, new RecordedMessages(), new LogEffects(log), bound -> 0);
        member.start(nowNs, 1, RaftEffects.NOBODY, 0, Standing.VOTER);
        nowNs += 2 * ELECTION_NS;
        member.tick(nowNs);
        member.voteAnswer(1, 2, Ballot.PRE_VOTE, true);
        member.voteAnswer(1, 2, Ballot.VOTE, true);
        assertEquals(Role.LEADER, member.role());
        duties = duties(MAX_AHEAD);
    }

    @Test
    void shouldLetNobodyAppendUntilTheTermHasBegunAndEnoughAreInSync() {
        duties.hold();
        assertEquals(0, state.appendLimitBytes());

        duties.begin(2, 0, member);

        assertEquals(2, state.leadingTerm());
        assertEquals(0, state.appendLimitBytes(), "the leader alone");
        assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, state.refusal());

        hear(1, log.endOffset);
        assertTrue(duties.perform(nowNs, member));
        assertEquals(log.endBytes + MAX_AHEAD, state.appendLimitBytes());
        assertEquals(0, state.refusal());
        assertEquals(1, log.limits, "those who wait are told");
    }

    @Test
    void shouldMoveTheLimitWithWhatIsCommitted() {
        lead();
        final long first = state.appendLimitBytes();

        append(100);
        assertTrue(duties.perform(nowNs, member));
        assertEquals(first, state.appendLimitBytes(), "nothing more is committed");

        hear(1, log.endOffset);
        member.onAppended();
        assertTrue(duties.perform(nowNs, member));
        assertEquals(log.endBytes + MAX_AHEAD, state.appendLimitBytes());
    }

    @Test
    void shouldNotMoveTheLimitForALittle() {
        lead();
        final long first = state.appendLimitBytes();
        final int limits = log.limits;

        append(1);
        assertTrue(duties.perform(nowNs, member));
        hear(1, log.endOffset);
        assertTrue(duties.perform(nowNs, member));

        assertEquals(first, state.appendLimitBytes());
        assertEquals(limits, log.limits);
    }

    @Test
    void shouldHoldPublishersBackWhenTooFewAreInSyncAndLetThemGoOnAfterwards() {
        lead();
        final long first = state.appendLimitBytes();

        nowNs += raft.replicaLagNs() + 1;
        member.tick(nowNs);
        assertTrue(duties.perform(nowNs, member));
        assertEquals(0, state.appendLimitBytes());
        assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, state.refusal());
        assertEquals(2, log.limits, "those who wait hear it");

        hear(2, log.endOffset);
        assertTrue(duties.perform(nowNs, member));
        assertEquals(first, state.appendLimitBytes());
        assertEquals(0, state.refusal());
    }

    @Test
    void shouldHaveNoLimitToSpeakOfWhenItIsAsLargeAsCanBe() {
        duties = duties(Long.MAX_VALUE);

        lead();

        assertEquals(Long.MAX_VALUE, state.appendLimitBytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLetOthersLeadWhenItStaysStuck(final boolean isClaim) {
        lead();
        log.claimedOffset = isClaim ? log.endOffset + 1 : log.endOffset;
        log.isFull = !isClaim;

        assertTrue(duties.perform(nowNs, member));
        nowNs += TIMEOUT_NS - 1;
        assertTrue(duties.perform(nowNs, member));
        nowNs++;
        assertFalse(duties.perform(nowNs, member));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnLeadingWhenTheLogMovesOrIsFreeAgain(final boolean isFreeAgain) {
        lead();
        log.claimedOffset = log.endOffset + 1;
        assertTrue(duties.perform(nowNs, member));

        for (int i = 0; i < 10; i++) {
            nowNs += TIMEOUT_NS - 1;
            if (isFreeAgain) {
                log.claimedOffset = log.endOffset;
                assertTrue(duties.perform(nowNs, member));
                log.claimedOffset = log.endOffset + 1;
            } else {
                append(1);
                log.claimedOffset = log.endOffset + 1;
            }
            assertTrue(duties.perform(nowNs, member), "time=" + i);
        }
        nowNs += TIMEOUT_NS;
        assertFalse(duties.perform(nowNs, member));
    }

    @Test
    void shouldLetOthersLeadAtOnceWhenNothingCanBeAppended() {
        duties.hold();
        duties.unable();
        assertFalse(duties.perform(nowNs, member));

        lead();
        assertTrue(duties.perform(nowNs, member), "another time it could");
    }

    private LeaderDuties duties(final long maxAhead) {
        return new LeaderDuties(new ReplicaConfig(1, raft, 2, maxAhead, TIMEOUT_NS), log, state);
    }

    private void lead() {
        duties.hold();
        duties.begin(2, 0, member);
        hear(1, log.endOffset);
        assertTrue(duties.perform(nowNs, member));
    }

    private void append(final int records) {
        log.endOffset += records;
        log.claimedOffset = log.endOffset;
        log.endBytes += records * 64L;
    }

    private void hear(final int node, final long end) {
        member.status(node, 2, true, 1, end, end);
        member.status(node, 2, true, 1, end, end);
    }
}
