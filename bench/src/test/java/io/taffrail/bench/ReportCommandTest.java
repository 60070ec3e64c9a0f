/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldSayThatThereAreNoResults(@TempDir final Path directory) {
        assertEquals(1, report(directory.toString()));

        assertEquals(1, errors.toString().lines().count(), errors.toString());
        assertTrue(errors.toString().startsWith("error: no results to report: dir=" + directory), errors.toString());
    }

    @Test
    void shouldSayThatTheDirectoryIsNotThere() {
        assertEquals(1, report("/nowhere"));

        assertEquals(
                "error: no such directory of results: dir=/nowhere",
                errors.toString().strip());
    }

    @Test
    void shouldRefuseOptionsItDoesNotHave() {
        assertEquals(2, report("/nowhere", "--nosuch"));

        assertTrue(errors.toString().startsWith("error: Unknown option: '--nosuch'"), errors.toString());
    }

    private int report(final String... arguments) {
        final String[] all = new String[arguments.length + 1];
        all[0] = "report";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return BenchMain.commandLine().setErr(new PrintWriter(errors, true)).execute(all);
    }
}
