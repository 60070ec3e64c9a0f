/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "burst --size 4|'4' is not a whole number from 8 to",
                "service --size many|'many' is not a whole number",
                "roll --rolls 0|'0' is not a whole number from 1 to",
                "sustained --seconds -1|'-1' is not a whole number from 1 to",
                "replay --dir /nowhere|'/nowhere' is not a directory",
                "burst --targets nosuch|no target 'nosuch'; there are bare mapping",
                "burst --nosuch|Unknown option",
                "nosuch|Unmatched argument"
            })
    void shouldNameWhatIsWrongAndMeasureNothing(final String line, final String expected) {
        final StringWriter errors = new StringWriter();

        final int status =
                BenchMain.commandLine().setErr(new PrintWriter(errors, true)).execute(line.split(" "));

        assertEquals(2, status);
        assertTrue(errors.toString().startsWith("error: "), errors.toString());
        assertTrue(errors.toString().contains(expected), errors.toString());
        assertEquals(2, errors.toString().lines().count(), errors.toString());
    }
}
