/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PacerTest {
    @Test
    void shouldSpaceEventsEvenlyFromTheFirst() {
        final Pacer pacer = new Pacer(1_000, 500);

        assertEquals(500, pacer.dueNs(1));
        assertEquals(500 + 1_000_000, pacer.dueNs(2));
        assertEquals(500 + 999_000_000, pacer.dueNs(1_000));
    }

    @Test
    void shouldNotDriftWhenTheRateDoesNotDivideASecond() {
        final Pacer pacer = new Pacer(3, 0);

        assertEquals(333_333_333, pacer.dueNs(2));
        assertEquals(666_666_666, pacer.dueNs(3));
        assertEquals(1_000_000_000, pacer.dueNs(4));
        assertEquals(1_000_000_000L * 1_000_000_000, pacer.dueNs(3_000_000_001L));
    }

    @Test
    void shouldReturnAtOnceWhenTheEventIsLate() {
        final long startNs = System.nanoTime();

        new Pacer(1, startNs).await(startNs - 1_000_000_000, new Flow());

        assertTrue(System.nanoTime() - startNs < 1_000_000_000);
    }

    @Test
    void shouldWaitUntilTheEventIsDue() {
        final long dueNs = System.nanoTime() + 2_000_000;

        new Pacer(1, 0).await(dueNs, new Flow());

        assertTrue(System.nanoTime() >= dueNs);
    }
}
