/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Standard output as bytes: text is UTF-8 whatever the locale says, and records pass unchanged.
 *
 * <p>Threading: one thread.
 */
public final class Output implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream stream;

    private Output(final OutputStream stream) {
        this.stream = new BufferedOutputStream(stream, BUFFER);
    }

    /**
     * The output of a command.
     *
     * @param spec of the command.
     * @return to be closed, which flushes it and leaves the stream below open.
     */
    public static Output of(final CommandSpec spec) {
        return new Output(Streams.of(spec).out());
    }

    /**
     * A line of text.
     *
     * @param line without line end.
     */
    public void line(final String line) {
        bytes(line.getBytes(StandardCharsets.UTF_8));
        bytes('\n');
    }

    /**
     * Bytes as they are.
     *
     * @param bytes to write.
     */
    public void bytes(final byte... bytes) {
        try {
            stream.write(bytes);
        } catch (final IOException ex) {
            throw failed(ex);
        }
    }

    private void bytes(final char one) {
        try {
            stream.write(one);
        } catch (final IOException ex) {
            throw failed(ex);
        }
    }

    /** Let everything written so far be seen. */
    public void flush() {
        try {
            stream.flush();
        } catch (final IOException ex) {
            throw failed(ex);
        }
    }

    /** Flush. */
    @Override
    public void close() {
        flush();
    }

    OutputStream stream() {
        return stream;
    }

    static UncheckedIOException failed(final IOException ex) {
        return new UncheckedIOException("cannot write the output", ex);
    }
}
