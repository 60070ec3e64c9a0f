/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class TaffrailCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Fails in the way it is told to. */
    @Command(name = "fail")
    static final class FailCommand implements Runnable {
        @Option(names = "--with")
        private String with = "";

        @Override
        public void run() {
            switch (with) {
                case "argument" -> throw new IllegalArgumentException("size=-1 must be positive");
                case "bug" -> throw new IllegalStateException("cannot happen");
                default ->
                    throw new UncheckedIOException("cannot read file=x", new java.nio.file.NoSuchFileException("x"));
            }
        }
    }

    @Test
    void shouldPrintHelpAndVersionWithoutError() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("demo"), out::toString);
        assertEquals(0, run("--version"));
        assertTrue(out.toString().contains("taffrail "), out::toString);
        assertEquals(0, run("demo", "--help"));
        assertTrue(out.toString().contains("--input"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void shouldAnswerUsageErrorsInOneLineAndAHint() {
        assertEquals(2, run());
        assertEquals(2, run("sail"));
        assertEquals(2, run("demo", "--bogus"));

        assertTrue(err.toString().contains("error: Unknown option: '--bogus'"), err::toString);
        assertTrue(err.toString().contains("try 'taffrail demo --help'"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldPrintOneLineWhenTheUserIsWrong() {
        assertEquals(2, run("fail", "--with", "argument"));

        assertEquals("error: size=-1 must be positive", err.toString().strip());
    }

    @Test
    void shouldPrintOneLineWhenAFileIsMissing() {
        assertEquals(1, run("fail", "--with", "file"));

        assertEquals(
                "error: cannot read file=x: NoSuchFileException x",
                err.toString().strip());
    }

    @Test
    void shouldSayThatABugIsUnexpected() {
        assertEquals(1, run("fail", "--with", "bug"));

        assertTrue(err.toString().startsWith("error: unexpected java.lang.IllegalStateException"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldPrintTheStackTraceWithDebug() {
        assertEquals(2, run("fail", "--with", "argument", "--debug"));
        assertTrue(err.toString().contains("\tat "), err::toString);
    }

    private int run(final String... args) {
        final CommandLine command = TaffrailCommand.commandLine();
        command.addSubcommand(new FailCommand());
        // Handlers and streams set on a command reach only the subcommands it has by then.
        final CommandLine fail = command.getSubcommands().get("fail");
        fail.setExecutionExceptionHandler(command.getExecutionExceptionHandler());
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
