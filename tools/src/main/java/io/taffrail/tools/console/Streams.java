/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine.Model.CommandSpec;

/** The bytes that a command reads and writes; the root command provides them. */
public interface Streams {
    /**
     * What the command reads.
     *
     * @return standard input, or what stands for it.
     */
    InputStream in();

    /**
     * Where results go.
     *
     * @return standard output, or what stands for it; not buffered.
     */
    OutputStream out();

    /**
     * The streams of the command line that a command belongs to.
     *
     * @param spec of the command.
     * @return its streams.
     */
    static Streams of(final CommandSpec spec) {
        return (Streams) spec.root().userObject();
    }
}
