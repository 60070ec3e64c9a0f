/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private final StringWriter out = new StringWriter();
    private final Checks checks = new Checks(new PrintWriter(out));

    @Test
    void shouldPassWhenEachCheckIsMet() {
        checks.require("one is one", true, "no");
        checks.requireEqual("two is two", 2, 2);

        assertEquals(0, checks.exitCode());
        assertEquals("ok      one is one%nok      two is two%n".formatted(), out.toString());
    }

    @Test
    void shouldFailWhenOneCheckIsNotMetAndSayWhichAndWhy() {
        checks.requireEqual("two is two", 3, 2);
        checks.require("one is one", true, "no");

        assertEquals(1, checks.exitCode());
        assertEquals("FAILED  two is two: found=3 expected=2%nok      one is one%n".formatted(), out.toString());
    }

    @Test
    void shouldNameOptionValueAndRangeWhenAValueIsOutOfRange() {
        final var tooLarge =
                assertThrows(IllegalArgumentException.class, () -> Checks.requireRange("--orders", 11, 1, 10));
        assertEquals("--orders=11 must be from 1 to 10", tooLarge.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Checks.requireRange("--orders", 0, 1, 10));
        Checks.requireRange("--orders", 1, 1, 10);
        Checks.requireRange("--orders", 10, 1, 10);
    }
}
