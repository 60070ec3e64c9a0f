/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.nio.file.Path;

/** A file was written by a newer version of Taffrail than this one. */
public final class NewerFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With all that it says.
     *
     * @param path      the file.
     * @param found     its version.
     * @param supported the newest version of such a file that is understood here.
     */
    public NewerFormatException(final Path path, final long found, final int supported) {
        super("file has a newer format: file=" + path + " formatVersion=" + found + " supported=" + supported
                + ": open it with the version of taffrail that wrote it, or a later one");
    }
}
