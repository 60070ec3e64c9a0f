/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExamplesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Examples.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldListTheExamples() {
        assertEquals(0, commandLine.execute("--help"));
        assertTrue(out.toString().startsWith("Usage: taffrail example"), out::toString);
    }

    @Test
    void shouldRefuseAnExampleThatIsNotThere() {
        assertEquals(2, commandLine.execute("nonsense"));
        assertTrue(err.toString().contains("'nonsense'"), err::toString);
    }
}
