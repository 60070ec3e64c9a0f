/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Good histories drawn from seeds are found good; spoilt in one way, they are found bad in just that way. */
class GeneratedHistoryTest {
    private static final long SEED = Long.getLong("taffrail.history.seed", 1);
    private static final int SEEDS = Integer.getInteger("taffrail.history.seeds", 150);
    private static final int STEPS = 500;
    private static final Expectations LOG = Expectations.strict();
    private static final Expectations QUEUE = LOG.readBy(GoodHistory::isMember);

    @Test
    void shouldFindNothingInGoodHistories() {
        long unknown = 0;
        long recovered = 0;
        long failed = 0;
        int interleaved = 0;
        for (long seed = SEED; seed < SEED + SEEDS; seed++) {
            final History history = History.of(GoodHistory.events(seed, STEPS));

            final HistoryReport log = HistoryChecker.check(history, LOG);
            final HistoryReport queue = HistoryChecker.checkQueue(history, QUEUE);

            assertTrue(log.isValid(), "seed=" + seed + ": " + log);
            assertEquals(Set.of(), queue.found(), "seed=" + seed + ": " + queue);
            unknown += log.counts().unknown();
            recovered += log.counts().recovered();
            failed += log.counts().failed();
            interleaved += log.count(Anomaly.INTERLEAVED_SEND);
        }
        assertTrue(
                recovered > 0 && unknown > recovered && failed > 0 && interleaved > 0, "nothing difficult was drawn");
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void shouldFindJustWhatWasSpoilt(final Damage damage) {
        int applied = 0;
        for (long seed = SEED; seed < SEED + SEEDS; seed++) {
            final List<Event> events = GoodHistory.events(seed, STEPS);
            final DamagedHistory damaged = new DamagedHistory(events, new Random(seed));
            if (damage.apply(damaged)) {
                applied++;

                final HistoryReport report = damage.isOfQueue()
                        ? HistoryChecker.checkQueue(damaged.history(), QUEUE)
                        : HistoryChecker.check(damaged.history(), LOG);

                final Set<Anomaly> found = report.found();
                found.remove(Anomaly.INTERLEAVED_SEND);
                assertEquals(EnumSet.of(damage.anomaly), found, "seed=" + seed + ": " + report);
            }
        }
        assertTrue(applied > SEEDS / 4, "applied=" + applied + " of " + SEEDS + ": the histories are too simple");
    }

    @Test
    void shouldHaveADamageForEachAnomaly() {
        final Set<Anomaly> missing = EnumSet.allOf(Anomaly.class);
        Arrays.stream(Damage.values()).forEach(damage -> missing.remove(damage.anomaly));

        // Normal in good histories.
        assertEquals(EnumSet.of(Anomaly.INTERLEAVED_SEND), missing);
    }
}
