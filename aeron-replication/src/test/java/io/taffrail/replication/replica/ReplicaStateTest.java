/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What publishers are told. */
class ReplicaStateTest {
    private static final int TERM = 5;
    private static final int ROUNDS = 50_000;

    private final ReplicaState state = new ReplicaState(2);

    @ParameterizedTest
    @EnumSource(Acks.class)
    void shouldAnswerInTheTermByWhatHasHappened(final Acks acks) {
        lead(TERM);
        final long[] reached = {Long.MAX_VALUE, 30, 20, 10};

        for (long offset = 0; offset < 40; offset++) {
            final long expected = offset < reached[acks.ordinal()] ? offset : ReplicaState.PENDING;
            assertEquals(expected, state.outcome(TERM, offset, acks), "offset=" + offset);
        }
    }

    @ParameterizedTest
    @EnumSource(Acks.class)
    void shouldAnswerAfterTheTermByWhatWasSoUntilThen(final Acks acks) {
        lead(TERM);
        state.end();
        state.highWatermark(1_000);
        final long[] reached = {Long.MAX_VALUE, 30, 20, 10};

        for (long offset = 0; offset < 40; offset++) {
            final long expected = offset < reached[acks.ordinal()] ? offset : PublishResult.UNKNOWN;
            assertEquals(expected, state.outcome(TERM, offset, acks), "offset=" + offset);
        }
    }

    @ParameterizedTest
    @EnumSource(Acks.class)
    void shouldNotKnowWhatBecameOfOtherTerms(final Acks acks) {
        final int[] others = {0, TERM - 1, TERM + 1};
        final long expected = acks == Acks.NONE ? 3 : PublishResult.UNKNOWN;

        for (final int other : others) {
            assertEquals(expected, new ReplicaState(1).outcome(other, 3, acks), "never led");
        }
        lead(TERM);
        for (final int other : others) {
            assertEquals(expected, state.outcome(other, 3, acks), "leading, term=" + other);
        }
        state.end();
        for (final int other : others) {
            assertEquals(expected, state.outcome(other, 3, acks), "ended, term=" + other);
        }
        lead(TERM + 2);
        assertEquals(3, state.outcome(TERM, 3, acks), "the last one is remembered");
        state.end();
        assertEquals(expected, state.outcome(TERM, 3, acks), "forgotten");
    }

    @ParameterizedTest
    @EnumSource(Acks.class)
    void shouldStandByItsAnswerWhenATermFailedToBegin(final Acks acks) {
        lead(TERM);
        state.end();
        state.end();

        assertEquals(3, state.outcome(TERM, 3, acks));
        assertEquals(acks == Acks.NONE ? 3 : PublishResult.UNKNOWN, state.outcome(0, 3, acks), "no term at all");
    }

    @ParameterizedTest
    @EnumSource(Acks.class)
    void shouldSayWhenFewerReplicasAreInSyncThanRequired(final Acks acks) {
        lead(TERM);
        state.progress(30, 10, 1);
        final boolean isForAny = acks == Acks.NONE || acks == Acks.LEADER;

        assertEquals(isForAny ? 3 : PublishResult.NOT_ENOUGH_REPLICAS, state.outcome(TERM, 3, acks));
        assertEquals(acks == Acks.NONE ? 35 : ReplicaState.PENDING, state.outcome(TERM, 35, acks), "not there yet");
        assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, state.refusal());
        assertFalse(state.isEnough());

        state.progress(30, 10, 2);
        assertEquals(3, state.outcome(TERM, 3, acks));
        assertEquals(0, state.refusal());
    }

    @Test
    void shouldLetOthersKnowWhoLeads() {
        assertEquals(-1, state.leader());
        state.follow(7);
        assertEquals(7, state.leader());
        lead(TERM);
        assertEquals(1, state.leader());
        assertEquals(TERM, state.leadingTerm());
        assertEquals(2, state.inSync());
        state.end();
        assertEquals(-1, state.leader());
        assertEquals(0, state.leadingTerm());
        assertEquals(0, state.inSync());
        assertTrue(state.isReplicated());
    }

    /**
     * In odd rounds this replica leads, and one record of a publisher is appended that is never committed; then another
     * leader's records take its offset and are. Whatever the publisher hears meanwhile, it is never that its own is there.
     */
    @Test
    void shouldNeverTakeAnothersRecordForThePublishersWhenTermsChange() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final ReplicaState racing = new ReplicaState(1);
        final AtomicLong published = new AtomicLong();
        final AtomicReference<String> wrong = new AtomicReference<>();
        final Thread publisher = new Thread(() -> {
            while (published.get() >= 0) {
                final long term = published.get();
                for (final Acks acks : new Acks[] {Acks.QUORUM, Acks.ALL}) {
                    final long outcome = term > 0 ? racing.outcome((int) term, term, acks) : ReplicaState.PENDING;
                    if (outcome >= 0) {
                        wrong.compareAndSet(null, "term=" + term + " outcome=" + outcome + " " + acks);
                    }
                }
            }
        });
        publisher.start();
        for (int term = 1; term < ROUNDS && wrong.get() == null; term++) {
            racing.progress(term, term, 2);
            racing.lead(term, 1);
            published.set(term); // at the offset that is the number of the term
            racing.progress(term + 1, term, 2);
            spin(random.nextInt(50));
            racing.end();
            spin(random.nextInt(20));
            racing.highWatermark(term + 1); // of another's term
            spin(random.nextInt(20));
            racing.progress(term + 1, term + 1, 2);
        }
        published.set(-1);
        publisher.join();

        assertEquals(null, wrong.get(), "seed=" + seed);
    }

    private static void spin(final int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private void lead(final int term) {
        state.highWatermark(20);
        state.progress(30, 10, 2);
        state.lead(term, 1);
    }
}
