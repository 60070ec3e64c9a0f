/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.examples.Checks;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class GroupTest {
    private static final long CENTS =
            Order.numbered(0).cents() + Order.numbered(1).cents();

    private final StringWriter out = new StringWriter();
    private final Checks checks = new Checks(new PrintWriter(out));
    private final Group group = new Group("billing", 2, 1);

    @Test
    void shouldPassWhenEachOrderWasSeenOnce() {
        see(0);
        assertEquals(1, group.missing());
        see(1);

        group.check(checks, CENTS);

        assertEquals(0, checks.exitCode(), out::toString);
        assertEquals(0, group.missing());
        assertEquals("m", group.lastReader(0));
    }

    @Test
    void shouldFailWhenOneOrderIsLostAndAnotherSeenTwice() {
        see(0);
        see(0);

        group.check(checks, CENTS);

        assertEquals(1, checks.exitCode());
        assertTrue(out.toString().contains("FAILED  billing saw every order once: lost=1 repeated=1"), out::toString);
    }

    @Test
    void shouldFailWhenTheMoneyDoesNotAddUp() {
        see(0);
        see(1);

        group.check(checks, CENTS + 1);

        assertEquals(1, checks.exitCode());
        assertTrue(
                out.toString()
                        .contains("FAILED  billing adds up to what was ordered, in cents: found=" + CENTS + " expected="
                                + (CENTS + 1)),
                out::toString);
    }

    private void see(final int order) {
        group.onOrder("m", 0, Order.numbered(order));
    }
}
