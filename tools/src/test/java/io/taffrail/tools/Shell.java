/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs commands as a shell would, over a data directory, and keeps what they print. */
public final class Shell {
    private final Path directory;
    private byte[] input = new byte[0];
    private byte[] out = new byte[0];
    private String err = "";

    public Shell(final Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** Give the next command something to read. */
    public Shell input(final String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public Shell input(final byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Run a command without {@code --dir}; its exit code. */
    public int run(final String... args) {
        final ByteArrayOutputStream captured = new ByteArrayOutputStream();
        final StringWriter errors = new StringWriter();
        final CommandLine line = TaffrailCommand.commandLine(new ByteArrayInputStream(input), captured);
        line.setOut(new PrintWriter(captured, true, StandardCharsets.UTF_8)).setErr(new PrintWriter(errors, true));
        final int exitCode = line.execute(args);
        input = new byte[0];
        out = captured.toByteArray();
        err = errors.toString();
        assertFalse(err.contains("\tat "), () -> "stack trace: " + err);
        return exitCode;
    }

    /** Run a command over the directory; its exit code. */
    public int on(final String... args) {
        final String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--dir";
        all[args.length + 1] = directory.toString();
        return run(all);
    }

    /** Run a command over the directory that must succeed; what it printed. */
    public String ok(final String... args) {
        assertEquals(0, on(args), () -> err);
        return out();
    }

    /** Run a command over the directory that must fail, with one line that says why. */
    public void fails(final int exitCode, final String message, final String... args) {
        assertEquals(exitCode, on(args), () -> out() + err);
        assertError(message);
    }

    /** The last command must have said this in its one error line. */
    public void assertError(final String message) {
        final String line =
                err.lines().filter(one -> one.startsWith("error: ")).findFirst().orElse("no error line in: " + err);
        assertTrue(line.contains(message), line);
    }

    public String out() {
        return new String(out, StandardCharsets.UTF_8);
    }

    public byte[] outBytes() {
        return out;
    }

    public String err() {
        return err;
    }
}
