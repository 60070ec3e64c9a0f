/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.nio.file.Path;

/** Bytes of a log are not what they must be. Names file, position, what was expected, what was found and why. */
public final class CorruptLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final long position;

    /**
     * Bad bytes.
     *
     * @param path     of the file.
     * @param position in it, in bytes.
     * @param expected what a sound file holds there.
     * @param found    what was there.
     * @param cause    the likely cause, or what to do.
     */
    public CorruptLogException(
            final Path path, final long position, final String expected, final String found, final String cause) {
        super("corrupt log: file=" + path + " position=" + position + " expected " + expected + " found " + found + ": "
                + cause);
        this.path = path;
        this.position = position;
    }

    /**
     * The file.
     *
     * @return its path.
     */
    public Path path() {
        return path;
    }

    /**
     * Where the bad bytes begin.
     *
     * @return position in the file, in bytes.
     */
    public long position() {
        return position;
    }
}
