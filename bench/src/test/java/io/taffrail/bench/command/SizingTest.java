/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SizingTest {
    private static final int WEEK = 7 * 24 * 3600;

    @Test
    void shouldCountWhatARecordTakesInTheLog() {
        final Sizing single = new Sizing(100_000, 100, 1, 1, WEEK, 1e6);
        final Sizing batched = new Sizing(100_000, 100, 16, 1, WEEK, 1e6);

        assertEquals(100_000 * 192.0, single.logBytesPerSecond());
        assertEquals(100_000 * 132.0, batched.logBytesPerSecond());
        assertTrue(single.diskBytes() > single.logBytesPerSecond() * WEEK);
    }

    @Test
    void shouldUseAtMostHalfOfWhatAPartitionSustains() {
        assertEquals(1, new Sizing(100_000, 100, 1, 1, WEEK, 200_000).partitions());
        assertEquals(2, new Sizing(100_001, 100, 1, 1, WEEK, 200_000).partitions());
        assertEquals(20, new Sizing(2_000_000, 100, 1, 1, WEEK, 200_000).partitions());
    }

    @Test
    void shouldSendACopyToEachFollower() {
        assertEquals(0, new Sizing(100_000, 100, 1, 1, WEEK, 1e6).networkBitsPerSecond());
        final double one = new Sizing(100_000, 100, 1, 2, WEEK, 1e6).networkBitsPerSecond();
        assertEquals(2 * one, new Sizing(100_000, 100, 1, 3, WEEK, 1e6).networkBitsPerSecond());
    }
}
