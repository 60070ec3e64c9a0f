/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CommittedBytesTest {
    private static final int ROUNDS = 2_000;

    private final CommittedBytes committed = new CommittedBytes();

    @Test
    void shouldCountWhatIsThereWhenATermBegins() {
        committed.begin(1_000);

        assertEquals(1_000, committed.upTo(0));
        committed.onEnd(20, 1_500);
        assertEquals(1_000, committed.upTo(19));
        assertEquals(1_500, committed.upTo(20));
        assertEquals(1_500, committed.upTo(0), "never less");
    }

    @Test
    void shouldForgetTheTermBeforeWhenAnotherBegins() {
        committed.begin(1_000);
        committed.onEnd(20, 1_500);

        committed.begin(1_200);

        assertEquals(1_200, committed.upTo(100), "it was cut");
        committed.onEnd(18, 1_300);
        assertEquals(1_300, committed.upTo(18));
    }

    /** Every end of the log is kept by the model; never more may be said than it knows, and all once all is committed. */
    @Test
    void shouldNeverSayMoreThanIsCommittedAndAllWhenAllIs() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final String which = "seed=" + seed + " round=" + round;
            final TreeMap<Long, Long> ends = new TreeMap<>();
            long end = random.nextInt(100);
            long bytes = end * 64;
            long highWatermark = 0;
            long said = bytes;
            committed.begin(bytes);
            ends.put(0L, bytes);
            for (int step = 0; step < 300; step++) {
                final long more = random.nextInt(3) == 0 ? 0 : random.nextInt(5);
                end += more;
                bytes += more * 64;
                committed.onEnd(end, bytes);
                ends.putIfAbsent(end, bytes);
                if (random.nextInt(4) == 0) {
                    highWatermark = Math.max(highWatermark, random.nextLong(end + 1));
                }
                final long now = committed.upTo(highWatermark);
                assertTrue(now >= said, which);
                assertTrue(now <= Math.max(ends.get(0L), atMost(ends, highWatermark)), which);
                said = now;
            }
            for (int turn = 0; turn < 2; turn++) {
                said = committed.upTo(end);
                committed.onEnd(end, bytes);
            }
            assertEquals(bytes, committed.upTo(end), which);
        }
    }

    private static long atMost(final TreeMap<Long, Long> ends, final long highWatermark) {
        final Map.Entry<Long, Long> floor = ends.floorEntry(highWatermark);
        return floor == null ? 0 : floor.getValue();
    }
}
