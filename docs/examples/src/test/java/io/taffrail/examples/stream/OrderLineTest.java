/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderLineTest {
    @Test
    void shouldUnderstandALine() {
        final OrderLine line = OrderLine.parse("34200.004241176,4,16113575,18,5853300,1");

        assertEquals(new OrderLine(4, 18, 5_853_300), line);
        assertTrue(line.isExecution());
        assertFalse(OrderLine.parse("34200,1,16113575,18,5853300,-1").isExecution());
        assertEquals(34_200_004_241_176L, OrderLine.timeNs("34200.004241176,4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "34200,4,1,18,5853300                   | columns=5 expected=6",
                "34200,4,1,18,5853300,1,9               | columns=7 expected=6",
                "noon,4,1,18,5853300,1                  | time=noon expected seconds after midnight",
                "86400,4,1,18,5853300,1                 | time=86400 expected seconds after midnight",
                "-1,4,1,18,5853300,1                    | time=-1 expected seconds after midnight",
                "34200,8,1,18,5853300,1                 | type=8 expected a whole number from 1 to 7",
                "34200,4,x,18,5853300,1                 | order id=x expected a whole number from 0 to",
                "34200,4,1,1000001,5853300,1            | size=1000001 expected a whole number from 0 to 1000000",
                "34200,4,1,18,10000000001,1             | price=10000000001 expected a whole number from -1 to",
                "34200,4,1,18,5853300,2                 | direction=2 expected a whole number from -1 to 1",
            })
    void shouldSayWhyALineIsOfNoUse(final String line, final String message) {
        final var refusal = assertThrows(UnusableException.class, () -> OrderLine.parse(line));

        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }
}
