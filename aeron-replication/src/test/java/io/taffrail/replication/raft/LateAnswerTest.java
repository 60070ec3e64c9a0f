/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Answers that come late, when the log is as long again as the one that they answer, but another one. Found by the simulation:
 * a follower cut what it had acknowledged.
 */
class LateAnswerTest {
    private static final int LEADER = 2;
    private static final int TERM = 13;

    private final TermLog log = new TermLog();
    private final NoEffects effects = new NoEffects() {
        @Override
        public void truncate(final long offset) {
            log.terms.subList((int) offset, log.terms.size()).clear();
        }
    };
    private final RaftMember member = new RaftMember(
            new RaftConfig(1, List.of(1, LEADER, 3), 300, 100, 300), log, new Silence(), effects, bound -> 0);

    LateAnswerTest() {
        member.start(0, TERM, RaftEffects.NOBODY, 0, Standing.VOTER);
        member.tick(1);
        member.heartbeat(LEADER, TERM, 0);
        member.diverged(LEADER, TERM, 1, 1, 8, 3);
        member.matched(LEADER, TERM, 1, 1);
        log.terms.addAll(List.of(TERM, TERM));
        member.onAppended();
        member.onGap();
        assertEquals(3, log.endOffset());
    }

    @Test
    void shouldNotCutForAnAnswerToALogThatIsGone() {
        member.diverged(LEADER, TERM, 1, 1, 8, 3);

        assertEquals(3, log.endOffset());
    }

    @Test
    void shouldNotBeginAnewForAnAnswerToALogThatIsGone() {
        member.reset(LEADER, TERM, 5, 8, 3);

        assertEquals(3, log.endOffset());
        assertFalse(member.isMatched());
    }

    /** A term for each record. */
    private static final class TermLog implements RaftLog {
        private final List<Integer> terms = new ArrayList<>(List.of(1, 8, 8));

        @Override
        public long startOffset() {
            return 0;
        }

        @Override
        public long endOffset() {
            return terms.size();
        }

        @Override
        public long heldOffset() {
            return terms.size();
        }

        @Override
        public int lastTerm() {
            return terms.get(terms.size() - 1);
        }

        @Override
        public int floorTerm(final int term) {
            return terms.stream().filter(own -> own <= term).reduce(0, Math::max);
        }

        @Override
        public long endOfTerm(final int term) {
            return terms.stream().filter(own -> own <= term).count();
        }
    }
}
